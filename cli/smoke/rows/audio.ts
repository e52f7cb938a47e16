import { NotCheckedError, differs, ok } from '../finding.ts';
import type { PlainRow } from '../row.ts';

const FILE = 'announcement-audio.json';
/** What WAV files begin with. */
const RIFF = 'RIFF';

export const audio: PlainRow = {
  name: 'audio',
  assumed: 'the static tier serves recorded audio as such, whole, to anybody',
  reliedOnIn: 'static-ncco/announcement-audio.json, infra/static-stack.ts',
  expected: '200, audio/wav, a WAV file of the length that is told',
  change:
    "infra/static-stack.ts: contentType of the deployment 'Audio'; or the setting staticNcco: announcement-tts",
  check: async ({ ask, staticFallbackUrl }) => {
    const ncco = await ask({ method: 'GET', url: new URL(FILE, staticFallbackUrl).href });
    if (ncco.status === 403 || ncco.status === 404)
      throw new NotCheckedError(`no static/${FILE} is deployed`);
    const url = streamUrlOf(ncco.body);
    if (ncco.status !== 200 || url === undefined)
      return differs(`${FILE}: ${String(ncco.status)} without a streamUrl`);
    const { status, headers, body } = await ask({ method: 'GET', url });
    const found = [
      `${String(status)}, ${headers['content-type'] ?? 'no content type'}`,
      body.startsWith(RIFF) ? 'a WAV file' : 'no WAV file',
      // A body that is shorter than is told is no answer at all.
      headers['content-length'] === undefined ? 'no length' : `${headers['content-length']} bytes`,
    ].join(', ');
    return /^200, audio\/wav, a WAV file, \d+ bytes$/.test(found) ? ok(found) : differs(found);
  },
};

function streamUrlOf(text: string): string | undefined {
  try {
    const [action] = JSON.parse(text) as { readonly streamUrl?: readonly string[] }[];
    return action?.streamUrl?.[0];
  } catch {
    return undefined;
  }
}
