import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { Resvg } from '@resvg/resvg-js';

/** The thread a picture is drawn on; see render.ts. */
const folder = dirname(
  createRequire(import.meta.url).resolve('@expo-google-fonts/be-vietnam-pro/package.json'),
);
const fontFiles = ['400Regular', '600SemiBold', '700Bold'].map((weight) =>
  join(folder, weight, `BeVietnamPro_${weight}.ttf`),
);

const picture = new Resvg(workerData as string, {
  // The same letters on every machine, whatever is installed there.
  font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Be Vietnam Pro' },
});
parentPort?.postMessage(new Uint8Array(picture.render().asPng()));
