import { stateUrl } from '../../../contracts/state-url.ts';
import type { RegionUrls, EmulatorDescription } from '../../../emulator/emulator.ts';
import type { FloodTarget } from './flood.ts';

/** Every route of both regions, at the API and at the CloudFront distribution. */
export async function everyRoute({
  primary,
  secondary,
  static: statics,
}: EmulatorDescription): Promise<FloodTarget[]> {
  const announcement = await fetch(statics['fallback'] ?? '').then((response) => response.text());
  return [
    ...routesOf('the primary', primary, announcement),
    ...routesOf('the secondary', secondary, announcement),
  ];
}

/** An API rejects unauthenticated callers; a CloudFront distribution sends them the public static NCCO. */
const routesOf = (whose: string, urls: RegionUrls, announcement: string): readonly FloodTarget[] => [
  { name: `${whose}’s answer`, method: 'POST', url: urls.answer, expects: { status: 401 } },
  { name: `${whose}’s event`, method: 'POST', url: urls.event, expects: { status: 401 } },
  {
    name: `${whose}’s event with a state`,
    method: 'POST',
    url: stateUrl(urls.event, 'forged'),
    expects: { status: 401 },
  },
  {
    name: `${whose}’s websocket-disconnected`,
    method: 'POST',
    url: urls.websocketDisconnected,
    expects: { status: 401 },
  },
  { name: `${whose}’s fallback`, method: 'GET', url: urls.fallback, expects: { status: 403 } },
  {
    name: `${whose}’s CloudFront distribution`,
    method: 'GET',
    url: urls.distribution,
    expects: { status: 200, body: announcement },
  },
];
