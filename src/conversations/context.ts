import type { OfficeCalendar } from '../domain/calendar.ts';
import type { Scope } from '../domain/grants.ts';
import type { Services, Transact } from '../services/services.ts';
import type { Spreadsheet, SpreadsheetFault } from '../domain/spreadsheet.ts';
import type { CellPlace, FormWorkbook, ReadFormWorkbook } from '../domain/workbook.ts';
import type { Action, Place, Reply, Step } from './cursor.ts';
import type { SentFile } from './message.ts';
import type { CodeSlip, ListPaper, MadeFile } from './paper.ts';
import type { ProgressFacts } from './progress.ts';
import type { ProvinceTable } from '../services/province-tables.ts';

/** The person in the conversation. */
export interface Speaker {
  id: number;
  name: string;
  /** How to address: "đồng chí", "ông", "bà", "anh", "chị". */
  address: string;
  scope: Scope;
  jurisdictionId: number;
  /** Rows one at a time, or several in one message; null: as suits the network. */
  style: 'one_by_one' | 'batch' | null;
}

/** What a spreadsheet that came in holds. */
/** The pages of `docs/huong-dan`. */
export type GuideKey = 'can-bo-dau-moi' | 'thu-truong-don-vi' | 'truong-doan' | 'co-quan-thuong-truc';

export type OpenedFile =
  | { kind: 'form'; form: ReadFormWorkbook }
  /** A workbook of somebody else's making. */
  | { kind: 'foreign'; book: Spreadsheet }
  | { kind: 'newer' }
  /** More lines on one sheet than a table holds. */
  | { kind: 'crowded'; sheet: string }
  | { kind: 'fault'; fault: SpreadsheetFault }
  | { kind: 'unfetched' };

type KeptFile = NonNullable<Reply['files']>[number];

/** Files made of what is asked for; big ones take seconds. */
interface Making {
  /** Figures of all units in view. */
  table: (table: ProvinceTable, now: Date) => Promise<MadeFile>;
  list: (paper: ListPaper, now: Date) => Promise<MadeFile>;
  progress: (facts: ProgressFacts, now: Date) => Promise<MadeFile>;
}

/** Small files made on the spot and kept until they are sent. */
interface Papers {
  list: (paper: ListPaper, now: Date) => Promise<KeptFile>;
  /** Slips with linking codes, to be printed. */
  codes: (slips: readonly CodeSlip[], now: Date) => Promise<KeptFile>;
}

/** A page of one person and one report, and until when it takes files. */
export interface UploadLink {
  url: string;
  until: Date;
}

/** Where workbooks are made. */
export interface Desk {
  make: Making;
  /** Keeps a file until it is sent. */
  keep: (file: MadeFile) => Promise<KeptFile>;
  papers: Papers;
  /** Writes the workbook of a form and keeps it until it is sent. */
  writeForm: (content: FormWorkbook, name: string) => Promise<KeptFile>;
  /** The same, and where what is marked stands in it, by the keys of the marks. */
  writeMarked: (
    content: FormWorkbook,
    name: string,
  ) => Promise<{ file: KeptFile; places: ReadonlyMap<string, CellPlace> }>;
  /** Where a person may upload the workbook of a report from a network that carries no files; undefined: nowhere. */
  uploadLink?: (person: number, report: number) => UploadLink;
  /** The page of instructions for one kind of user; absent where none is served. */
  guideLink?: (guide: GuideKey) => string;
}

/** A desk whose files are kept in one transaction, for somebody spoken to by `bot`. */
export type MakeDesk = (keep: (file: MadeFile) => Promise<KeptFile>, bot: string) => Desk;

/**
 * Makes what takes seconds beside the turn, in no transaction of its own: nobody waits for it. The turn is given up and
 * played again with what was made, at the moment it was made; `about` tells it from whatever else is made for the turn.
 */
export type Beside = <T>(about: string, make: (transact: Transact, now: Date) => Promise<T>) => Promise<T>;

/** What a turn may use. Everything is inside one transaction at one moment. */
export interface Context {
  services: Services;
  calendar: OfficeCalendar;
  speaker: Speaker;
  now: Date;
  /** The network's own time of sending: what an acknowledgement counts from. */
  sentAt: Date;
  hasButtons: boolean;
  /** The bot spoken to: a file sent is known to its network alone. */
  bot: string;
  /** Units of the speaker's jurisdiction that `text` names: none, one, or several that fit equally well. */
  findUnits: (text: string) => readonly { id: number; name: string }[];
  desk: Desk;
  beside: Beside;
  /** What the file that came in holds, where it is a spreadsheet. */
  opened?: OpenedFile | undefined;
  /** The name of a unit of the speaker's jurisdiction. */
  unitName: (id: number) => string | undefined;
}

/** How a part of the conversation answers: its actions by name, and what it does with words and files at its places. */
export interface Part<A extends { do: string }, P extends { name: string }> {
  actions: { [K in A['do']]: (context: Context, action: Extract<A, { do: K }>) => Promise<Step> };
  /** Places where a bare number is a figure, not the number of a choice. */
  takesNumbers?: readonly P['name'][];
  /** Undefined: these words mean nothing here; the rest of the conversation may understand them. */
  places: {
    [K in P['name']]: (
      context: Context,
      place: Extract<P, { name: K }>,
      text: string,
    ) => Promise<Step | undefined>;
  };
  /** Places that take files; undefined: not this one. Elsewhere files are not taken. */
  files?: {
    [K in P['name']]?: (
      context: Context,
      place: Extract<P, { name: K }>,
      file: SentFile,
    ) => Promise<Step | undefined>;
  };
}

export type { Action, Place, SentFile, Step };
