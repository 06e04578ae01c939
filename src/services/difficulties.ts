import type { Author } from '../domain/grants.ts';
import { dayOf } from '../domain/office-time.ts';
import { DEFAULT_POLICY } from '../domain/reminder-policy.ts';
import * as changeLog from '../store/change-log.ts';
import type { Db } from '../store/connect.ts';
import * as difficulties from '../store/difficulties.ts';
import * as grants from '../store/grants.ts';
import type { Environment } from './environment.ts';
import { createMessages } from './messages.ts';
import { createTelling, type Told } from './telling.ts';

export type Answering =
  | { kind: 'done'; difficulty: difficulties.DifficultyView; reached: boolean }
  | { kind: 'already_done'; difficulty: difficulties.DifficultyView }
  | { kind: 'not_found' };

/** Vướng mắc: from a unit to the body that coordinates, and the answer back. */
export function createDifficulties(db: Db, env: Environment) {
  const tell = createTelling(db, env);
  const messages = createMessages(db, env);
  return {
    find: (id: number) => difficulties.findById(db, id),
    open: (coordinatorUnitIds: readonly number[], limit = 20) =>
      difficulties.listOpen(db, coordinatorUnitIds, limit),
    /** Questions of these units that wait for an answer. */
    countUnanswered: (unitIds: readonly number[]) => difficulties.countUnanswered(db, unitIds),
    countOpen: (coordinatorUnitIds: readonly number[]) => difficulties.countOpen(db, coordinatorUnitIds),

    async ask(
      input: {
        unitId: number;
        coordinatorUnitId: number;
        text: string;
        askedBy: number;
        /** About the person who asks. */
        isCorrection?: boolean;
      },
      now: Date,
    ): Promise<{ id: number; told: Told }> {
      const { askedBy } = input;
      const id = await difficulties.insert(db, { ...input, askedAt: now });
      await changeLog.append(db, {
        at: now,
        personId: askedBy,
        action: 'difficulty.ask',
        subject: 'difficulty',
        subjectId: id,
      });
      const told = await tell(
        {
          unitId: input.coordinatorUnitId,
          role: 'coordinator',
          key: `difficulty:${id}`,
          subject: { about: 'difficulty_asked', difficulty: id },
          policy: DEFAULT_POLICY,
        },
        now,
      );
      return { id, told };
    },

    async answer(input: { difficulty: number; text: string; by: Author }, now: Date): Promise<Answering> {
      const { by, text } = input;
      await difficulties.lock(db, input.difficulty);
      const difficulty = await difficulties.findById(db, input.difficulty);
      if (!difficulty || !by.scope.coordinates.includes(difficulty.coordinatorUnitId))
        return { kind: 'not_found' };
      if (difficulty.answeredAt) return { kind: 'already_done', difficulty };
      await difficulties.answer(db, difficulty.id, { answer: text, answeredBy: by.id, answeredAt: now });
      await changeLog.append(db, {
        at: now,
        personId: by.id,
        action: 'difficulty.answer',
        subject: 'difficulty',
        subjectId: difficulty.id,
      });
      const readers = await answered(difficulty, now);
      const { unreached } = await messages.tell(
        readers.map((personId) => ({
          personId,
          key: `difficulty:${difficulty.id}:answer:${personId}`,
          subject: { about: 'difficulty_answered', difficulty: difficulty.id } as const,
        })),
        now,
      );
      return { kind: 'done', difficulty, reached: unreached.length < readers.length };
    },
  };

  /** The one who asked; where they no longer speak for the unit, its focal officers. */
  async function answered({ askedBy, unitId }: difficulties.DifficultyView, now: Date): Promise<number[]> {
    const { ownUnits } = await grants.scopeOf(db, askedBy, dayOf(now));
    if (ownUnits.includes(unitId)) return [askedBy];
    return (await grants.holders(db, [unitId], ['focal'], dayOf(now))).map(({ personId }) => personId);
  }
}
