import { expect, test } from 'vitest';
import { advance } from '../../src/conversations/engine.ts';
import { readCursor, type Cursor } from '../../src/conversations/cursor.ts';
import type { SentFile } from '../../src/conversations/context.ts';
import { createUnderstanding } from '../../src/conversations/understanding.ts';
import { languages } from '../support/languages.ts';
import { digestText } from '../../src/conversations/texts-digest.ts';
import { task } from '../../src/store/schema.ts';
import { eq } from 'drizzle-orm';
import { at } from '../support/plans.ts';
import { claimOf, duty, openTaskSeason } from '../support/task-season.ts';

const NOW = at('2023-07-18', '09:00');
const HEALTH = 'focal@Sở Y tế';
const BODY = 'coordinator@Sở Nội vụ';

/** Words of one person after another, through the engine, with what each is told. */
async function talking(tasks = [duty('12'), duty('4', { due: { kind: 'by_period' } })]) {
  const season = await openTaskSeason(tasks);
  const understanding = createUnderstanding(languages);
  const cursors = new Map<string, Cursor>();
  const turn = async (who: string, heard: { kind: 'text'; text: string } | SentFile, now = NOW) => {
    const context = { ...(await season.as(who, now)), hasButtons: false };
    const { language, findUnits, unitName } = await understanding.of(
      season.services,
      context.speaker.jurisdictionId,
    );
    const done = await advance(
      { ...context, findUnits, unitName },
      language,
      cursors.get(who) ?? readCursor(null),
      heard,
    );
    cursors.set(who, done.cursor);
    return done.replies.map(({ text }) => text).join('\n');
  };
  return {
    season,
    say: (who: string, text: string, now = NOW) => turn(who, { kind: 'text', text }, now),
    send: (who: string, name: string, values: Partial<SentFile> = {}) =>
      turn(who, { kind: 'file', name, mime: null, size: 100, ref: name, caption: null, ...values }),
  };
}

test('a sentence with the product and its day goes straight to the confirm', async () => {
  const { say } = await talking();
  const said = await say(HEALTH, 'nhiệm vụ 12 xong rồi, quyết định 45/QĐ-SYT ngày 14/7');
  expect(said).toContain('- Hoàn thành ngày: 14/7/2023');
  expect(said).toContain('- Sản phẩm: văn bản số 45/QĐ-SYT ngày 14/7/2023');
  expect(await say(HEALTH, 'gửi')).toContain(
    'nhiệm vụ số 12 hoàn thành ngày 14/7/2023, chờ Sở Nội vụ xác nhận',
  );
});

test('the day it was done may be another than the day of its paper', async () => {
  const { say } = await talking();
  const said = await say(HEALTH, 'nhiệm vụ 12 xong ngày 10/7, quyết định 45/QĐ-SYT ngày 14/7');
  expect(said).toContain('- Hoàn thành ngày: 10/7/2023');
  expect(said).toContain('45/QĐ-SYT ngày 14/7/2023');
});

test('asking whether a task is done reports nothing', async () => {
  const { season, say } = await talking();
  await say(HEALTH, 'nhiệm vụ 12 xong chưa?');
  await say(HEALTH, 'nhiệm vụ 12 chưa xong');
  expect(await season.services.taskReports.countPending([await season.unitId('Sở Nội vụ')])).toBe(0);
});

test('a link is a product too, of the web alone', async () => {
  const { say } = await talking();
  await say(HEALTH, 'nhiệm vụ 12');
  await say(HEALTH, 'Báo hoàn thành');
  expect(await say(HEALTH, 'javascript:alert(1)')).toContain('bắt đầu bằng https://');
  expect(await say(HEALTH, 'https://syt.gov.vn/van-ban/45, ngày 14/7')).toContain(
    'đường dẫn https://syt.gov.vn/van-ban/45',
  );
});

test('without a paper a reason is asked, and kept', async () => {
  const { season, say } = await talking();
  await say(HEALTH, 'nhiệm vụ 12');
  await say(HEALTH, 'Báo hoàn thành');
  expect(await say(HEALTH, 'chưa có văn bản')).toContain('nêu lý do');
  await say(HEALTH, 'đang trình ký');
  expect(await say(HEALTH, 'hôm qua')).toContain('chưa có văn bản (lý do: đang trình ký)');
  await say(HEALTH, 'gửi');
  const [report] = await season.services.taskReports.latest((await season.taskOf('12')).id, 1);
  expect(report).toMatchObject({ text: 'đang trình ký', doneOn: '2023-07-17', productNumber: null });
});

test('a file is taken where the product is asked, and nowhere else', async () => {
  const { season, say, send } = await talking();
  expect(await send(HEALTH, 'quyet-dinh.pdf')).toContain('chưa được tiếp nhận tại đây');
  await say(HEALTH, 'nhiệm vụ 12');
  await say(HEALTH, 'Báo hoàn thành');
  expect(await send(HEALTH, 'chay.exe')).toContain('chỉ nhận tệp pdf');
  expect(await send(HEALTH, 'lon.pdf', { size: 21 * 1024 * 1024 })).toContain('20 MB');
  expect(await send(HEALTH, 'quyet-dinh.pdf', { caption: 'văn bản Mật' })).toContain(
    'văn bản mật không gửi qua đây',
  );
  expect(await send(HEALTH, 'quyet-dinh.pdf', { caption: '45/QĐ-SYT ngày 14/7' })).toContain(
    'văn bản số 45/QĐ-SYT ngày 14/7/2023; tệp "quyet-dinh.pdf"',
  );
  await say(HEALTH, 'gửi');
  const [report] = await season.services.taskReports.latest((await season.taskOf('12')).id, 1);
  expect(await season.services.taskReports.evidence([report!.id])).toMatchObject([
    { name: 'quyet-dinh.pdf', bot: 'terminal' },
  ]);
});

test('words too long are refused whole, never cut', async () => {
  const { season, say } = await talking();
  await say(HEALTH, 'nhiệm vụ 12');
  await say(HEALTH, 'Báo tiến độ');
  expect(await say(HEALTH, 'đã họp '.repeat(300))).toContain('quá 2.000 ký tự');
  expect(await season.services.taskReports.latest((await season.taskOf('12')).id, 1)).toEqual([]);
});

test('a unit that takes part sees the task and who leads it, without anything to report', async () => {
  const { say } = await talking([duty('12', { coordinating: ['Sở Tư pháp'] })]);
  const said = await say('focal@Sở Tư pháp', 'nhiệm vụ 12');
  expect(said).toContain('- Chủ trì: Sở Y tế');
  expect(said).toContain('việc báo cáo kết quả do đơn vị chủ trì (Sở Y tế) thực hiện');
  expect(await say('focal@Sở Tư pháp', 'nhiệm vụ 12 xong rồi')).toContain('Đơn vị của đồng chí phối hợp');
});

test('for a stranger there is no such task, whatever is asked of it', async () => {
  const { season, say } = await talking();
  const { id } = await season.taskOf('12');
  expect(await say('focal@Sở Tài chính', 'nhiệm vụ 12')).not.toContain('Nhiệm vụ 12');
  const context = await season.as('focal@Sở Tài chính', NOW);
  expect(await season.services.tasks.findInScope(context.speaker.scope, id)).toBeUndefined();
});

test('a late task reported done is not called late by its name', async () => {
  const { season, say } = await talking();
  await say(HEALTH, 'nhiệm vụ 12 xong rồi, quyết định 45/QĐ-SYT ngày 14/7');
  await say(HEALTH, 'gửi');
  await season.db.update(task).set({ lastDay: '2023-07-12' }).where(eq(task.no, '12'));
  const said = await say(BODY, 'nhiệm vụ nào quá hạn');
  expect(said).toContain('- Số 12, Sở Y tế: hạn 12/7/2023, đã báo hoàn thành ngày 14/7/2023, chờ xác nhận');
  expect(said).toContain('quá hạn chưa hoàn thành 01 (trong đó 01 đã báo hoàn thành, chờ xác nhận)');
});

test('a task several units lead says how many have done their part', async () => {
  const { season, say } = await talking([duty('12', { lead: ['Sở Y tế', 'Sở Tư pháp'] })]);
  await say(HEALTH, 'nhiệm vụ 12 xong rồi, quyết định 45/QĐ-SYT ngày 14/7');
  await say(HEALTH, 'gửi');
  await say(BODY, 'CHOXACNHAN');
  await say(BODY, '1');
  expect(await say(BODY, 'Xác nhận hoàn thành')).toContain('01/02 đơn vị chủ trì đã hoàn thành');
  expect(await say(HEALTH, 'nhiệm vụ 12')).toContain('01/02 đơn vị đã hoàn thành');
  expect((await season.taskOf('12')).doneOn).toBeNull();
});

test('the date of a decision moves only with the number of the paper, and the task then shows both dates', async () => {
  const { say } = await talking();
  await say(BODY, 'nhiệm vụ 12');
  await say(BODY, 'Điều chỉnh thời hạn theo văn bản');
  expect(await say(BODY, 'đến hết ngày 31/7')).toContain('cần số văn bản cho phép');
  await say(BODY, '98/SNV-CCHC ngày 17/7, đến hết ngày 31/7');
  expect(await say(BODY, 'Xác nhận')).toContain('từ hết ngày 20/7/2023 sang hết thứ Hai, ngày 31/7/2023');
  expect(await say(HEALTH, 'nhiệm vụ 12')).toContain(
    'chậm nhất hết ngày 31/7/2023, thứ Hai (thời hạn trước đó: hết ngày 20/7/2023; theo văn bản số 98/SNV-CCHC ngày 17/7/2023)',
  );
});

test('the summary of the morning counts what waits and what is late', async () => {
  const { season } = await talking();
  const { services } = season;
  await services.taskReports.reportDone(
    {
      task: (await season.taskOf('4')).id,
      unit: await season.unitId('Sở Y tế'),
      claim: claimOf(),
      bot: 'terminal',
      by: await season.author(HEALTH),
      sentAt: NOW,
    },
    NOW,
  );
  const later = at('2023-07-21', '07:00');
  const { scope } = await season.author(BODY);
  const digest = await services.digests.gather(scope, at('2023-07-17', '07:00'), later);
  expect(digest).toMatchObject({ tasks: { completions: 1, requests: 0, overdue: 1 }, newOfTasks: 1 });
  expect(digestText({ ...digest, visits: [] }, 'đồng chí', later)).toContain(
    'Nhiệm vụ: 01 báo hoàn thành chờ xác nhận (soạn CHOXACNHAN); 01 quá hạn chưa hoàn thành.',
  );
});

test('a file that came with its bytes is looked into: what is not as its name says is neither taken nor kept', async () => {
  const { season, say, send } = await talking();
  const keep = (name: string, start: string) =>
    season.services.files.keepUnclaimed(
      { name, mime: 'application/octet-stream', bytes: Buffer.from(start) },
      NOW,
    );
  await say(HEALTH, 'nhiệm vụ 12 xong');
  const page = await keep('ke-hoach.pdf', '<html>');
  expect(await send(HEALTH, 'ke-hoach.pdf', { kept: page.id })).toContain('không đúng loại tệp như tên gọi');
  expect(await season.services.files.read(page.id, NOW)).toBeUndefined();
  const paper = await keep('ke-hoach.pdf', '%PDF-1.7');
  expect(await send(HEALTH, 'ke-hoach.pdf', { kept: paper.id })).toContain('Đã nhận tệp "ke-hoach.pdf"');
});

test('a file that could not be had from the network is not taken, and the person is told what to do', async () => {
  const { say, send } = await talking();
  await say(HEALTH, 'nhiệm vụ 12 xong');
  expect(await send(HEALTH, 'ke-hoach.pdf', { unfetched: 'no_answer' })).toContain(
    'đề nghị gửi lại sau ít phút',
  );
  expect(await send(HEALTH, 'ke-hoach.pdf', { unfetched: 'too_large' })).toContain('quá 20 MB');
});

test('files reported are archive, and whoever decides on the completion can have them', async () => {
  const { season, say, send } = await talking();
  await say(HEALTH, 'nhiệm vụ 12 xong ngày 14/7');
  const file = { name: 'ke-hoach.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.7') };
  const { id } = await season.services.files.keepUnclaimed(file, NOW);
  await send(HEALTH, 'ke-hoach.pdf', { kept: id });
  await say(HEALTH, 'gửi');
  expect(await season.services.files.read(id, NOW)).toMatchObject({ keptUntil: null });
  await say(BODY, 'CHOXACNHAN');
  await say(BODY, '1');
  expect(await say(BODY, 'xem tệp')).toContain('Sở Y tế: 01 tệp kèm theo báo hoàn thành');
  expect(await say(HEALTH, 'xem tệp')).not.toContain('tệp kèm theo báo hoàn thành');
});

test.each(['Dừng', 'sửa', 'HAN'])('a file of a completion given up with "%s" is not kept', async (words) => {
  const { season, say, send } = await talking();
  await say(HEALTH, 'nhiệm vụ 12 xong');
  const file = { name: 'ke-hoach.pdf', mime: 'application/pdf', bytes: Buffer.from('%PDF-1.7') };
  const { id } = await season.services.files.keepUnclaimed(file, NOW);
  await send(HEALTH, 'ke-hoach.pdf', { kept: id });
  await say(HEALTH, '14/7');
  expect(await season.services.files.read(id, NOW)).toBeDefined();
  await say(HEALTH, words);
  expect(await season.services.files.read(id, NOW)).toBeUndefined();
});

test.each(['CCCD.jpg', 'ke-hoach-mat (MẬT).pdf'])('%s is not kept, wherever it is sent', async (name) => {
  const { season, send } = await talking();
  const { id } = await season.services.files.keepUnclaimed(
    { name, mime: 'image/jpeg', bytes: Buffer.from('x') },
    NOW,
  );
  expect(await send(HEALTH, name, { kept: id })).toContain('không gửi qua đây');
  expect(await season.services.files.read(id, NOW)).toBeUndefined();
});

test.each(['https://drive.example.vn/tai-lieu.pdf (văn bản Tối mật)', 'công văn mật số 5/CV-SYT ngày 14/7'])(
  '"%s" is no product that may be told here',
  async (words) => {
    const { season, say } = await talking();
    await say(HEALTH, 'nhiệm vụ 12 xong');
    expect(await say(HEALTH, words)).toContain('văn bản mật không được ghi nhận tại đây');
    expect(await say(HEALTH, `nhiệm vụ 12 xong rồi, ${words}`)).toContain('văn bản mật không được ghi nhận');
    expect(await season.services.taskReports.countPending([await season.unitId('Sở Nội vụ')])).toBe(0);
  },
);
