import { expect, test } from 'vitest';
import {
  bodyOfSeat,
  mayAskOf,
  mayIssueCode,
  maySee,
  maySeeSensitive,
  overseesOthers,
  type Scope,
} from '../../src/domain/grants.ts';

const NOBODY: Scope = {
  ownUnits: [],
  coordinates: [],
  leads: [],
  sitsOn: [],
  fields: [],
  fills: [],
  isAdmin: false,
};
const UNIT = 7;
const VISIT = 70;
const BODY = 1;
const report = { unitId: UNIT, visitId: VISIT, coordinatorUnitId: BODY };

const focal: Scope = { ...NOBODY, ownUnits: [UNIT] };
const coordinator: Scope = { ...NOBODY, coordinates: [BODY] };
const lead: Scope = { ...NOBODY, leads: [VISIT] };
const member: Scope = { ...NOBODY, sitsOn: [VISIT], fields: ['che_do_cong_vu'] };
const admin: Scope = { ...NOBODY, isAdmin: true };

test.each([
  ['the unit itself', focal, true],
  ['an officer of another unit', { ...NOBODY, ownUnits: [8] }, false],
  ['the body that coordinates it', coordinator, true],
  ['a body that coordinates other visits', { ...NOBODY, coordinates: [2] }, false],
  ['the lead of its visit', lead, true],
  ['the lead of another visit', { ...NOBODY, leads: [71] }, false],
  ['a member of its visit', member, true],
  ['a member of another visit', { ...NOBODY, sitsOn: [71] }, false],
  ['an administrator of accounts', admin, false],
  ['somebody without any grant', NOBODY, false],
] as const)('figures of a unit are for %s: %s', (_who, scope, expected) => {
  expect(maySee(scope, report)).toBe(expected);
});

test('a report without a visit is not seen by leads and members, whatever they lead', () => {
  expect(maySee({ ...lead, leads: [0] }, { ...report, visitId: null })).toBe(false);
  expect(maySee(coordinator, { ...report, visitId: null })).toBe(true);
});

test.each([
  ['the unit itself', focal, true],
  ['the lead of its visit', lead, true],
  ['the member of that field', member, true],
  ['the member of another field', { ...member, fields: ['the_che'] }, false],
  ['the body that coordinates', coordinator, false],
  ['an administrator', admin, false],
] as const)('rows on people are for %s: %s', (_who, scope, expected) => {
  expect(maySeeSensitive(scope, report, 'che_do_cong_vu')).toBe(expected);
});

test('a row on people that belongs to no field is for no member', () => {
  expect(maySeeSensitive(member, report, null)).toBe(false);
});

test('a unit is asked to complete its report by its team and its coordinator, never by itself', () => {
  expect([coordinator, lead, member].every((scope) => mayAskOf(scope, report))).toBe(true);
  expect(mayAskOf(focal, report)).toBe(false);
});

test('only those with a visit or a body to follow oversee others', () => {
  expect([coordinator, lead, member].every(overseesOthers)).toBe(true);
  expect([focal, admin, NOBODY].some(overseesOthers)).toBe(false);
});

const [OTHER, THIRD] = [2, 3];
test.each([
  [
    'its own, on visits of both',
    OTHER,
    [
      { body: BODY, isLed: false },
      { body: OTHER, isLed: true },
    ],
    OTHER,
  ],
  [
    'the one whose visits it leads',
    THIRD,
    [
      { body: BODY, isLed: false },
      { body: OTHER, isLed: true },
    ],
    OTHER,
  ],
  ['the one whose visits it sits on', THIRD, [{ body: OTHER, isLed: false }], OTHER],
  [
    'the plan’s, on visits of both',
    THIRD,
    [
      { body: BODY, isLed: false },
      { body: OTHER, isLed: false },
    ],
    BODY,
  ],
  [
    'the plan’s, leading visits of both',
    null,
    [
      { body: BODY, isLed: true },
      { body: OTHER, isLed: true },
    ],
    BODY,
  ],
  ['the plan’s, on no visit yet', OTHER, [], BODY],
] as const)('a place in a team belongs to one body: %s', (_which, unitId, visits, expected) => {
  expect(bodyOfSeat({ unitId, planBody: BODY, visits })).toBe(expected);
});

test.each([
  ['nothing', [], true],
  ['a unit followed', [{ role: 'focal', unitId: UNIT, body: null }], true],
  ['a unit not followed', [{ role: 'unit_head', unitId: 8, body: null }], false],
  ['the own body', [{ role: 'coordinator', unitId: BODY, body: null }], true],
  ['another body, though followed as a unit', [{ role: 'coordinator', unitId: UNIT, body: null }], false],
  ['an own team', [{ role: 'member', unitId: null, body: BODY }], true],
  ['a team of another body', [{ role: 'team_lead', unitId: null, body: OTHER }], false],
  ['the accounts', [{ role: 'admin', unitId: BODY, body: null }], false],
  [
    'a unit followed and another body',
    [
      { role: 'focal', unitId: UNIT, body: null },
      { role: 'coordinator', unitId: OTHER, body: null },
    ],
    false,
  ],
] as const)('a coordinator may issue a code to who holds %s: %s', (_what, held, expected) => {
  expect(mayIssueCode(coordinator, held, (unit) => unit === UNIT)).toBe(expected);
});
