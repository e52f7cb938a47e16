// Runs at every edge before a request is sent to the API: CloudFront Functions, JavaScript runtime 2.0, which has ES 5.1,
// const, let, arrows and templates. What comes before is generated (distribution-function.ts):
//   RANGES   [first, last] of each block, 32 hexadecimal digits each
//   REFUSES  whether a viewer outside of them is kept from the API, or only marked
/* global RANGES, REFUSES, OUTSIDE_PATH, VERDICT_HEADER */

// eslint-disable-next-line @typescript-eslint/no-unused-vars -- CloudFront calls it
function handler(event) {
  const request = event.request;
  // The address of the connection; forwarding headers are what the viewer says.
  const address = event.viewer.ip;
  const inside = isInside(address);
  if (REFUSES) {
    if (!inside) request.uri = OUTSIDE_PATH;
  } else {
    request.headers[VERDICT_HEADER] = { value: inside ? 'inside' : `outside ${address}` };
  }
  return request;
}

// Of texts of one length, the order is that of the numbers; '' comes before them all.
function isInside(address) {
  const digits = digitsOf(String(address).toLowerCase());
  return RANGES.some((range) => digits >= range[0] && digits <= range[1]);
}

// 32 hexadecimal digits, IPv4 as IPv4-mapped IPv6; '' for what is no address.
function digitsOf(text) {
  if (text.indexOf(':') < 0) {
    const four = digitsOfIpv4(text);
    return four === '' ? '' : `00000000000000000000ffff${four}`;
  }
  const halves = withoutDots(text).split('::');
  if (halves.length > 2) return '';
  const left = groupsOf(halves[0]);
  const right = halves.length === 2 ? groupsOf(halves[1]) : [];
  const missing = 8 - left.length - right.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return '';
  const groups = left.concat('0 0 0 0 0 0 0 0'.split(' ').slice(0, missing), right);
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return '';
  return groups.map((group) => `000${group}`.slice(-4)).join('');
}

function groupsOf(half) {
  return half === '' ? [] : half.split(':');
}

// The dotted end of an IPv6 address as two groups; '' for what no address ends in.
function withoutDots(text) {
  if (text.indexOf('.') < 0) return text;
  const end = text.lastIndexOf(':') + 1;
  const four = digitsOfIpv4(text.slice(end));
  return four === '' ? '' : `${text.slice(0, end)}${four.slice(0, 4)}:${four.slice(4)}`;
}

// Eight hexadecimal digits; '' for what is not four decimal numbers. A leading zero may mean octal, and is refused.
function digitsOfIpv4(text) {
  const bytes = text.split('.');
  const isByte = (byte) => /^(0|[1-9][0-9]{0,2})$/.test(byte) && Number(byte) <= 255;
  if (bytes.length !== 4 || !bytes.every(isByte)) return '';
  return bytes.map((byte) => `0${Number(byte).toString(16)}`.slice(-2)).join('');
}
