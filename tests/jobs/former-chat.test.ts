import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { ERASED_NAME } from '../../src/services/erasure.ts';
import { grants, message, person } from '../../src/store/schema.ts';
import { at } from '../support/plans.ts';
import { openSeason } from '../support/season.ts';
import { chatOf } from '../support/stranger.ts';

const now = at('2023-07-25', '09:00');
const SCT = 'Sở Công Thương';
const FOCAL = `focal@${SCT}`;
const SNV = 'coordinator@Sở Nội vụ';
const ASKS_FOR_CODE = 'Đề nghị nhập mã kết nối';

/** Sở Công Thương handed over to somebody new, whose code was shown to the coordinator. */
async function handedOver() {
  const season = await openSeason();
  const { id: officer } = await season.author(FOCAL);
  const chat = (who: string, bot = 'terminal') => chatOf(season, who, bot);
  const old = chat(FOCAL);
  await old.says('lời của tôi', now);
  const coordinator = chat(SNV);
  await coordinator.says(`bàn giao đầu mối ${SCT} cho Nguyễn Văn Bình; Chuyên viên`, now);
  const code = /: ([0-9A-Z]{8})\n/.exec((await coordinator.says('1', now)).text)![1]!;
  const row = async () => (await season.db.select().from(person).where(eq(person.id, officer)))[0]!;
  return { ...season, officer, old, coordinator, code, chat, row };
}

test('who handed over still sees, has and may wish away what is kept of them, in the chat that was theirs', async () => {
  const season = await handedOver();
  const { old, coordinator } = season;
  expect((await old.heard()).at(-1)?.text).toContain('soạn DULIEU tại đây');
  const seen = await old.says('DULIEU', now);
  expect(seen.text).toContain(`đầu mối CCHC ${SCT}`);
  expect(seen.text).toContain('tin trước hạn: đã dừng');
  expect(seen.personId).toBeNull();
  expect(seen.choices).toEqual(['Nhận bản sao dữ liệu', 'Đề nghị xóa dữ liệu', 'Rút lại sự đồng ý']);
  const copy = await old.says('1', now);
  const files = ((await season.services.messages.find(copy.id))!.body as { files: { id: number }[] }).files;
  const kept = (await season.services.files.read(files[0]!.id, now))!;
  expect(Buffer.from(kept.bytes).toString('utf8')).toContain('lời của tôi');
  await old.says('xóa dữ liệu của tôi', now);
  expect((await old.says('1', now)).text).toContain('Đã chuyển đề nghị xóa dữ liệu');
  await coordinator.says('XOADULIEU', now);
  await coordinator.says('1', now);
  await season.db.update(message).set({ state: 'sent' });
  expect((await coordinator.says('1', now)).text).toContain('thông báo kết quả bằng văn bản');
  expect((await season.row()).name).toBe(ERASED_NAME);
  expect((await old.says('DULIEU', now)).text).toContain(ASKS_FOR_CODE);
  expect(JSON.stringify(await season.db.select().from(message))).not.toContain('Nhận bản sao dữ liệu');
});

test.each([
  'HAN',
  'GUI',
  'XEM',
  'TIEP',
  'SAI',
  'CAIDAT',
  'LICH',
  'TINHHINH',
  'NGUNGNHAC',
  'DIEUHANH',
  'IV.2.1: 50',
  '2',
  'đầu mối Sở Y tế là ai',
  'TROGIUP',
])('"%s" gets a stranger’s answer there', async (words) => {
  const season = await handedOver();
  expect((await season.old.says(words, now)).text).toContain(ASKS_FOR_CODE);
  await season.old.says('DULIEU', now);
  if (words !== '2') expect((await season.old.says(words, now)).text).toContain(ASKS_FOR_CODE);
});

test('a button of the time before, and one of an earlier question, do nothing there', async () => {
  const season = await handedOver();
  const { old } = season;
  await season.services.people.linkAccount('telegram', '42', season.officer, now);
  const before = await season.chat('42', 'telegram').says('HAN', now);
  await season.services.consent.withdraw(season.officer, now);
  const there = season.chat('42', 'telegram');
  expect((await there.presses(before, before.choices[0]!, now)).text).toContain(ASKS_FOR_CODE);
  const asked = await old.says('xóa dữ liệu của tôi', now);
  await old.says('DULIEU', now);
  expect((await old.presses(asked, 'Gửi đề nghị', now)).text).toContain(ASKS_FOR_CODE);
});

test('a reason why not is seen there, and the coordinator knows that it is not sent', async () => {
  const season = await handedOver();
  await season.old.says('xóa dữ liệu của tôi', now);
  await season.old.says('gửi', now);
  await season.coordinator.says('XOADULIEU', now);
  await season.coordinator.says('2', now);
  const declined = await season.coordinator.says('Đang phục vụ kiểm tra', now);
  expect(declined.text).toContain('trả lời bằng văn bản');
  expect((await season.old.says('DULIEU', now)).text).toContain('Lý do: Đang phục vụ kiểm tra');
});

test('consent can be taken back there too', async () => {
  const season = await handedOver();
  await season.old.says('rút đồng ý', now);
  expect((await season.old.says('1', now)).text).toContain('Đã rút lại sự đồng ý');
  expect((await season.row()).consentedAt).toBeNull();
  expect((await season.old.says('DULIEU', now)).choices).not.toContain('Rút lại sự đồng ý');
});

test('a telephone that was replaced, and a chat that is the successor’s now, tell nothing of the person', async () => {
  const season = await handedOver();
  await season.old.says(season.code, now);
  await season.old.says('đồng ý', now);
  expect((await season.old.says('DULIEU', now)).text).toContain('Nguyễn Văn Bình');
  const [successor] = await season.db.select().from(person).where(eq(person.name, 'Nguyễn Văn Bình'));
  const { code } = await season.services.people.issueCode(successor!.id, null, now);
  const later = at('2023-07-25', '10:00');
  await season.chat('another').says(code, later);
  expect((await season.old.says('DULIEU', later)).text).toContain(ASKS_FOR_CODE);
  await season.services.consent.withdraw(successor!.id, later);
  expect((await season.old.says('DULIEU', later)).text).toContain(ASKS_FOR_CODE);
  expect((await season.chat('another').says('DULIEU', later)).text).toContain('Nguyễn Văn Bình');
});

test('whose last role ended has DULIEU and the wish in their chat as before', async () => {
  const season = await openSeason();
  const { id } = await season.author(FOCAL);
  await season.db.update(grants).set({ validTo: '2023-07-01' }).where(eq(grants.personId, id));
  const chat = chatOf(season, FOCAL, 'terminal');
  expect((await chat.says('DULIEU', now)).text).toContain('Phân công: chưa có');
  await chat.says('xóa dữ liệu của tôi', now);
  expect((await chat.says('1', now)).text).toContain('Đã chuyển đề nghị');
});
