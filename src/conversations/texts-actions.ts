import type { Action } from './cursor.ts';

/** What an action is called where it is offered as a choice. */
export const actionLabels: Partial<Record<Action['do'], string>> = {
  help: 'Xem hướng dẫn',
  menu: 'Xem các việc có thể làm',
  deadlines: 'Xem thời hạn báo cáo',
  schedule: 'Xem lịch kiểm tra',
  who_is_late: 'Xem đơn vị chưa gửi báo cáo',
  status: 'Xem tình hình báo cáo',
  completion: 'Xem tiến độ hoàn thành nhiệm vụ',
  overdue_tasks: 'Xem nhiệm vụ quá hạn',
  task_status: 'Xem tình trạng nhiệm vụ',
  contact: 'Xem đầu mối liên hệ',
  choose_report: 'Gửi hoặc xem số liệu báo cáo',
  unit_report: 'Xem số liệu của đơn vị',
  continue_draft: 'Nhập tiếp số liệu đang dở',
  enter_figures: 'Ghi số liệu vừa nhắn vào báo cáo',
  send_report: 'Gửi báo cáo đang nhập',
  report_task_done: 'Báo đã hoàn thành nhiệm vụ',
  request_extension: 'Đề nghị lùi thời hạn',
  urge: 'Đôn đốc đơn vị gửi báo cáo',
  export: 'Lấy số liệu ra tệp',
  stop_reminders: 'Ngừng nhận tin thông báo trước hạn',
  settings: 'Thay đổi cách trao đổi',
  my_data: 'Xem dữ liệu của tôi',
  ask_difficulty: 'Chuyển vướng mắc',
};
