import { expect, test } from 'vitest';
import { isDriverFault } from '../src/driver-fault.ts';

const fault = (message: string, stack: string): TypeError =>
  Object.assign(new TypeError(message), { stack: `TypeError: ${message}\n${stack}` });
const WRITING = "Cannot read properties of null (reading 'write')";

test('only the driver writing to a closed socket is outlived, nothing of our own', () => {
  const inDriver = '    at Immediate.nextWrite (file:///app/node_modules/postgres/src/connection.js:255:22)';
  expect(isDriverFault(fault(WRITING, inDriver))).toBe(true);
  expect(isDriverFault(fault(WRITING, '    at send (file:///app/dist/jobs/sender.js:1:1)'))).toBe(false);
  expect(isDriverFault(fault("Cannot read properties of null (reading 'id')", inDriver))).toBe(false);
  expect(isDriverFault(new Error(WRITING))).toBe(false);
});
