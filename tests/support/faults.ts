/** `npm run test:faults` plays every fault in full; `npm test` in shortened form. */
export const isFull = process.env['FAULTS'] === 'full';
