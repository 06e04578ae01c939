import ExcelJS from 'exceljs';

/** Types into cells of a workbook as somebody with another spreadsheet program would; by sheet, by address. */
export async function fillWorkbook(
  bytes: Uint8Array,
  cells: Readonly<Record<string, Readonly<Record<string, ExcelJS.CellValue>>>>,
  change?: (book: ExcelJS.Workbook) => void,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as unknown as ExcelJS.Buffer);
  for (const [name, typed] of Object.entries(cells)) {
    const sheet = book.getWorksheet(name);
    if (!sheet) throw new Error(`no sheet "${name}"`);
    for (const [address, value] of Object.entries(typed)) sheet.getCell(address).value = value;
  }
  change?.(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}
