/** Sentences around the guides of docs/huong-dan. */
export const guideTexts = {
  title: 'Hướng dẫn',
  others: 'Hướng dẫn khác',
  about: 'Mỗi trang dành cho một nhóm người dùng; các đoạn hội thoại lấy từ bản chạy thử của chương trình.',
} as const;
