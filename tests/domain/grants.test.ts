import { expect, test } from 'vitest';
import { mayAskOf, maySee, maySeeSensitive, overseesOthers, type Scope } from '../../src/domain/grants.ts';

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
