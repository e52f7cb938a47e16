import { isUtf8 } from 'node:buffer';
import type { BucketModel, RegionModel } from './deployment.ts';

/** Host name in AWS → port on 127.0.0.1, and the path there (a bucket's name, where a port serves several). */
export type LoopbackNames = Readonly<Record<string, number | `${number}/${string}`>>;

/** Every `https://<name>` in a text becomes `http://127.0.0.1:<port>`, or https where that is TLS; everything else stays. */
export function localizer(names: LoopbackNames, scheme: 'http' | 'https' = 'http'): (text: string) => string {
  const hosts = Object.keys(names).map((name) => name.replaceAll('.', '\\.'));
  const pattern = new RegExp(`https?://(${hosts.join('|')})(?![\\w.-])`, 'g');
  return (text) => text.replace(pattern, (_url, host: string) => `${scheme}://127.0.0.1:${names[host]}`);
}

/** The objects of a bucket as they are deployed here: texts name what can be reached. */
export const localizeObjects = (bucket: BucketModel, localize: (text: string) => string): BucketModel => ({
  ...bucket,
  objects: bucket.objects.map((object) => {
    const body = Buffer.from(object.bodyBase64, 'base64');
    if (!isUtf8(body)) return object;
    return { ...object, bodyBase64: Buffer.from(localize(body.toString())).toString('base64') };
  }),
});

/** The functions as they are deployed here: URLs in their variables can be reached. */
export const localizeFunctions = (region: RegionModel, localize: (text: string) => string): RegionModel => ({
  ...region,
  functions: Object.fromEntries(
    Object.entries(region.functions).map(([id, model]) => {
      const variables = Object.entries(model.environment).map(([name, value]) => [name, localize(value)]);
      return [id, { ...model, environment: Object.fromEntries(variables) as Record<string, string> }];
    }),
  ),
});
