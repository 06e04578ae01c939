const NAMES = /\.(xlsx|xlsm|xltx|xltm|xlsb|xls|ods|csv|tsv)$/i;
const TYPES = /spreadsheet|ms-excel/i;

/** Whether a file is to be looked into as a spreadsheet; by its name or what its network says of it. */
export const isSpreadsheet = ({ name, mime }: { name: string; mime: string | null }): boolean =>
  NAMES.test(name.trim()) || TYPES.test(mime ?? '');
