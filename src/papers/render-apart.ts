import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { Resvg } from '@resvg/resvg-js';

/** The thread a picture is drawn on; see render.ts. */
const fontFiles = [
  import.meta.resolve('@expo-google-fonts/be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf'),
  import.meta.resolve('@expo-google-fonts/be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf'),
  import.meta.resolve('@expo-google-fonts/be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf'),
].map((url) => fileURLToPath(url));

const picture = new Resvg(workerData as string, {
  // The same letters on every machine, whatever is installed there.
  font: { fontFiles, loadSystemFonts: false, defaultFontFamily: 'Be Vietnam Pro' },
});
parentPort?.postMessage(new Uint8Array(picture.render().asPng()));
