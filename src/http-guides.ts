import { guideTexts } from './conversations/texts-guides.ts';
import { guideMain, guidesMain, loadGuides } from './guides.ts';
import { page } from './http-page.ts';

export type GuidePages = ReturnType<typeof createGuidePages>;

/** The guides of docs/huong-dan for whoever is led there by the help in a chat. They hold nothing of anybody. */
export function createGuidePages() {
  const guides = loadGuides();
  return {
    list: (): Promise<Response> => page(200, guideTexts.title, guidesMain(guides)),

    show(key: string): Promise<Response> {
      const guide = guides.find((one) => one.key === key);
      return guide
        ? page(200, guide.title, guideMain(guide, guides))
        : page(404, guideTexts.title, guidesMain(guides));
    },
  };
}
