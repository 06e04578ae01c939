import type { Services } from '../services/services.ts';
import { personInWords } from './texts-personal-data.ts';

/** "đồng chí Nguyễn Văn A, Sở Công Thương", of somebody read by whoever follows them. */
export async function whoIs(
  services: Services,
  { name, unitId }: { name: string; unitId: number | null },
): Promise<string> {
  const [unit] = unitId === null ? [] : await services.people.units([unitId]);
  return personInWords(name, unit?.name);
}
