/** What has to be said because Zalo carries no files. */
export const texts = {
  file: (name: string, link: string | undefined) =>
    link === undefined
      ? `Tệp “${name}” không chuyển được qua Zalo; đề nghị nhận qua Telegram hoặc liên hệ cơ quan thường trực.`
      : `Tệp “${name}”: ${link}`,
} as const;
