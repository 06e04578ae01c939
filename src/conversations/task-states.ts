import type { TaskState } from '../domain/task-state.ts';

/** Law 11: the six states of a task or a remedy, in words. */
export const TASK_STATES: Readonly<Record<TaskState, string>> = {
  done_on_time: 'hoàn thành đúng hạn',
  done_late: 'hoàn thành quá hạn',
  in_progress: 'đang thực hiện trong hạn',
  overdue: 'quá hạn chưa hoàn thành',
  no_deadline: 'chưa có thời hạn',
  not_arisen: 'chưa phát sinh',
};
