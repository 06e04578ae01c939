/** What has to be said because Telegram is as it is. */
export const texts = {
  shareContact: 'Chia sẻ số điện thoại',
  fileRefused: (name: string) =>
    `Tệp “${name}” chưa gửi được qua Telegram; đề nghị nhắn lại yêu cầu hoặc liên hệ cơ quan thường trực.`,
} as const;
