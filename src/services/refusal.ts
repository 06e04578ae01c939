/** A request that cannot be granted, for a reason a person can act on. Never a fault of the program. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(reason);
    this.reason = reason;
  }
}

export type RefusalReason =
  | 'not_in_scope'
  | 'not_found'
  | 'changed_meanwhile'
  | 'already_done'
  | 'plan_not_issued'
  | 'paper_number_needed'
  | 'date_in_the_past'
  | 'not_complete'
  | 'errors_remain';
