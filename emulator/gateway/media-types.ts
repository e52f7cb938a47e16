/** Whether a Content-Type or Accept value is one of the API's binary media types (`*` matches a part). */
export function isBinary(mediaType: string | undefined, binaryMediaTypes: readonly string[]): boolean {
  const [type, subtype] = split(mediaType ?? 'application/json');
  return binaryMediaTypes.some((binary) => {
    const [binaryType, binarySubtype] = split(binary);
    return matches(binaryType, type) && matches(binarySubtype, subtype);
  });
}

const split = (mediaType: string): [string, string] => {
  const [type = '', subtype = ''] = (mediaType.split(/[;,]/)[0] ?? '').trim().toLowerCase().split('/');
  return [type, subtype];
};

const matches = (pattern: string, part: string): boolean => pattern === '*' || pattern === part;
