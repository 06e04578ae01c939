import { createInterface } from 'node:readline';
import { sql } from 'drizzle-orm';
import { connect } from '../../src/store/connect.ts';
import { startEmbeddedPostgres, type EmbeddedOptions } from '../../src/store/embedded-postgres.ts';

// The other process of database-process.ts: joins or starts a server, runs each line of its input as SQL and prints the
// rows as one JSON line; at the end of its input it leaves in good order.

const server = await startEmbeddedPostgres(JSON.parse(process.argv[2] ?? '{}') as EmbeddedOptions);
const { db, close } = connect(server.url);
console.log(JSON.stringify({ how: server.how, url: server.url, dataDir: server.dataDir }));

for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(await db.execute(sql.raw(line))));
}
await close();
await server.release();
