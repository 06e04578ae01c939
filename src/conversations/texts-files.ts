/** Sentences around files that are had by a link. */
export const fileTexts = {
  expiredTitle: 'Đường dẫn đã hết hạn',
  expired:
    'Đường dẫn tải tệp này đã hết hạn. Kính đề nghị đồng chí nhắn lại yêu cầu trong hội thoại với Trợ lý CCHC để nhận đường dẫn mới.',
} as const;
