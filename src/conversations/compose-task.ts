import type { Subject } from '../services/messages.ts';
import type { Composition, Reader } from './reader.ts';
import { taskNewsTexts as texts } from './texts-task-news.ts';
import { taskReportTexts } from './texts-task-reports.ts';
import type { Offer } from './cursor.ts';

type TaskSubject = Extract<
  Subject,
  { about: 'task_completion_decided' | 'task_extension_declined' | 'task_day_moved' | 'task_arisen' }
>;

/** What the coordinator decided about a task, for the units that lead it; unless it no longer holds. */
export async function taskNews({ services, person }: Reader, subject: TaskSubject): Promise<Composition> {
  switch (subject.about) {
    case 'task_completion_decided': {
      const report = await services.taskReports.find(subject.report);
      const task = report && (await services.tasks.find(report.taskId));
      if (!task) return { nothing: 'no such report' };
      if (report.state === 'accepted') return { text: texts.accepted(person.name, task, report), offers: [] };
      if (report.state !== 'returned') return { nothing: 'not decided' };
      const again: Offer = { label: taskReportTexts.offers.done, action: { do: 'task_done', task: task.id } };
      return { text: texts.returned(person.name, task, report), offers: [again, difficulty] };
    }
    case 'task_extension_declined': {
      const request = await services.taskExtensions.find(subject.extension);
      const task = request && (await services.tasks.find(request.taskId));
      if (!task || request.state !== 'declined') return { nothing: 'not declined' };
      return { text: texts.declined(person.name, task, request), offers: [see(task.id), difficulty] };
    }
    case 'task_day_moved': {
      const moved = await services.taskExtensions.find(subject.extension);
      const task = moved && (await services.tasks.find(moved.taskId));
      if (!task || moved.toDay === null) return { nothing: 'no such change' };
      if (task.lastDay !== moved.toDay) return { nothing: 'the day has moved again' };
      if (task.doneOn !== null) return { nothing: 'done' };
      return {
        text: texts.moved(person.name, task, { ...moved, toDay: moved.toDay }),
        offers: [see(task.id)],
      };
    }
    case 'task_arisen': {
      const task = await services.tasks.find(subject.task);
      if (!task?.arisen || task.doneOn !== null) return { nothing: 'no longer to be done' };
      return { text: texts.arisen(person.name, task), offers: [see(task.id), difficulty] };
    }
  }
}

const see = (task: number): Offer => ({
  label: taskReportTexts.offers.see,
  action: { do: 'see_task', task },
});
const difficulty: Offer = { label: taskReportTexts.offers.difficulty, action: { do: 'ask_difficulty' } };
