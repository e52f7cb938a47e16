import { Agent, request as httpRequest, type RequestListener } from 'node:http';

/**
 * S3's names are global: DNS takes each bucket to its own region. Functions know one endpoint
 * (AWS_ENDPOINT_URL_S3), so this stands for DNS: it hands each request to the region of the bucket that the path
 * names. It is in no region. A region that is broken shows here as a reset, or as silence.
 *
 * @param regionOf bucket name → port of its region's S3
 */
export function bucketNamesRequestListener(
  regionOf: (bucket: string) => number | undefined,
): RequestListener {
  const agent = new Agent({ keepAlive: false });
  return (incoming, outgoing) => {
    const bucket = decodeURIComponent((incoming.url ?? '').split(/[/?]/)[1] ?? '');
    const port = regionOf(bucket);
    if (port === undefined) {
      outgoing.writeHead(404, { 'content-type': 'application/xml' });
      outgoing.end(
        '<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message></Error>',
      );
      return;
    }
    const { method, url: path, rawHeaders: headers } = incoming;
    const onward = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(outgoing);
      answer.once('error', () => outgoing.destroy());
    });
    onward.once('error', () => outgoing.socket?.resetAndDestroy());
    outgoing.once('close', () => onward.destroy());
    outgoing.on('error', () => undefined);
    incoming.pipe(onward);
  };
}
