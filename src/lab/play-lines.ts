import { NETWORKS } from '../channels/terminal.ts';
import { parseMoment } from '../domain/office-time.ts';
import { castMember } from './cast.ts';
import { splitCommand, splitPress, unescapeLine } from './script.ts';
import type { Season } from './season.ts';

/** Does in a season what lines of `dondoc chat` say. @throws Error naming the line that cannot be done */
export async function playLines(season: Season, lines: readonly string[], first: string): Promise<void> {
  let who = first;
  for (const line of lines) {
    const [command, rest] = splitCommand(line);
    const cannot = (why: string): Error => new Error(`"${line}": ${why}`);
    switch (command) {
      case '@quit':
        return;
      case '@as': {
        const member = castMember(season.cast, rest);
        if (!member) throw cannot('nobody here is called so');
        who = member.who;
        break;
      }
      case '@at': {
        const moment = parseMoment(rest);
        if (!moment) throw cannot('not a moment');
        await season.moveTo(moment);
        break;
      }
      case '@network': {
        const network = NETWORKS.find((one) => one === rest);
        if (!network) throw cannot('not a network');
        await season.takeUp(who, network);
        break;
      }
      case '@press': {
        const { label, nth } = splitPress(rest);
        if (!(await season.pressLabel(who, label, nth))) throw cannot('no such choice');
        break;
      }
      case '@file':
        await season.sendFile(who, rest, null, null);
        break;
      default:
        if (line.trim() !== '') await season.say(who, unescapeLine(line));
    }
  }
}
