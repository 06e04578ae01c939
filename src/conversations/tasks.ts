import type { Day } from '../domain/day.ts';
import type { Claim } from '../services/task-reports.ts';
import type { Context, Part } from './context.ts';
import { confirmRaise, hearArise, raiseByWords, raiseTask } from './task-arising.ts';
import { closeTask, confirmClose, hearClose, type ClosingAction, type ClosingPlace } from './task-closing.ts';
import {
  confirmDecline,
  confirmGrant,
  confirmTaskDay,
  declineTime,
  grantTime,
  hearDecline,
  hearGrant,
  hearTaskDay,
  seeTimeRequest,
  setTaskDay,
} from './task-days.ts';
import {
  acceptCompletion,
  confirmReturn,
  hearReturn,
  returnCompletion,
  seeCompletion,
  seeEvidence,
  taskDecisions,
} from './task-decisions.ts';
import {
  chooseDay,
  confirmDone,
  hearDone,
  receiveEvidence,
  reportDone,
  taskDoneByWords,
  type ClaimDraft,
  type DonePlace,
} from './task-done.ts';
import { listTasks } from './task-list.ts';
import {
  askMoreTime,
  hearMoreTime,
  moreTimeByWords,
  sendMoreTime,
  type MoreTimePlace,
} from './task-more-time.ts';
import { hearProgress, progressByWords, reportProgress } from './task-progress.ts';
import { seeTask } from './task-view.ts';

/** What is said and decided of tasks, and of what is to be remedied after an inspection. */
export type TaskAction =
  | { do: 'tasks' }
  | { do: 'see_task'; task: number }
  /** By its number or words, as typed. */
  | { do: 'report_task_done'; task: string; text?: string }
  | { do: 'report_task_progress'; task: string; text: string }
  | { do: 'extend_task'; task: string; text: string }
  | { do: 'task_arisen'; task: string }
  | { do: 'task_progress'; task: number; unit?: number; text?: string }
  | { do: 'task_done'; task: number; unit?: number; text?: string }
  | { do: 'task_done_on'; place: { task: number; unit: number; claim: ClaimDraft }; day: Day }
  | { do: 'confirm_task_done'; task: number; unit: number; claim: Claim }
  | { do: 'task_more_time'; task: number; unit?: number; text?: string }
  | { do: 'send_more_time'; task: number; unit: number; wantedDay: Day; reason: string }
  | { do: 'raise_task'; task: number }
  | { do: 'confirm_raise'; task: number; eventDay: Day | null }
  | { do: 'task_decisions' }
  | { do: 'see_completion'; report: number }
  | { do: 'see_evidence'; report: number }
  | { do: 'accept_completion'; report: number }
  | { do: 'return_completion'; report: number }
  | { do: 'confirm_return'; report: number; reason: string }
  | { do: 'see_time_request'; extension: number }
  | { do: 'grant_time'; extension: number }
  | ({ do: 'confirm_grant'; extension: number } & NewDay)
  | { do: 'decline_time'; extension: number }
  | { do: 'confirm_decline'; extension: number; answer: string }
  | ClosingAction
  | { do: 'set_task_day'; task: number }
  | ({ do: 'confirm_task_day'; task: number; text: string } & NewDay);

/** A day to become the deadline, the version it was shown against, and the paper that allows it. */
interface NewDay {
  version: number;
  toDay: Day;
  number: string | null;
  date: Day | null;
}

export type TaskPlace =
  | { name: 'tasks.progress'; task: number; unit: number }
  | DonePlace
  | MoreTimePlace
  | { name: 'tasks.arise'; task: number }
  | { name: 'tasks.return'; report: number }
  | { name: 'tasks.grant'; extension: number }
  | { name: 'tasks.decline'; extension: number }
  | { name: 'tasks.day'; task: number }
  | ClosingPlace;

export const taskPart: Part<TaskAction, TaskPlace> = {
  actions: {
    tasks: (context: Context) => listTasks(context),
    see_task: seeTask,
    report_task_done: taskDoneByWords,
    report_task_progress: progressByWords,
    extend_task: moreTimeByWords,
    task_arisen: raiseByWords,
    task_progress: reportProgress,
    task_done: reportDone,
    task_done_on: chooseDay,
    confirm_task_done: confirmDone,
    task_more_time: askMoreTime,
    send_more_time: sendMoreTime,
    raise_task: raiseTask,
    confirm_raise: confirmRaise,
    task_decisions: (context: Context) => taskDecisions(context),
    see_completion: seeCompletion,
    see_evidence: seeEvidence,
    accept_completion: acceptCompletion,
    return_completion: returnCompletion,
    confirm_return: confirmReturn,
    see_time_request: seeTimeRequest,
    grant_time: grantTime,
    confirm_grant: confirmGrant,
    decline_time: declineTime,
    confirm_decline: confirmDecline,
    close_task: closeTask,
    confirm_close_task: confirmClose,
    set_task_day: setTaskDay,
    confirm_task_day: confirmTaskDay,
  },
  places: {
    'tasks.progress': hearProgress,
    'tasks.done': hearDone,
    'tasks.more_time': hearMoreTime,
    'tasks.arise': hearArise,
    'tasks.return': hearReturn,
    'tasks.grant': hearGrant,
    'tasks.decline': hearDecline,
    'tasks.day': hearTaskDay,
    'tasks.close': hearClose,
  },
  files: { 'tasks.done': receiveEvidence },
};
