import { parseCidr } from '../../../contracts/ip-ranges/cidr.ts';
import { unfitRange } from '../../../contracts/ip-ranges/unfit-range.ts';

const unfit = (text: string): string | undefined => {
  const parsed = parseCidr(text);
  if (!parsed.ok) throw new Error(`${text}: expected ${parsed.expected}`);
  return unfitRange(parsed.cidr);
};

describe('unfitRange', () => {
  it.each([
    '216.147.0.0/18',
    '168.100.64.0/18',
    '5.10.112.112/28',
    '52.0.0.0/12',
    '1.2.3.4/32',
    '2600:1f18::/36',
  ])('lets %s through', (text) => {
    expect(unfit(text)).toBeUndefined();
  });

  it.each([
    ['0.0.0.0/0', '/12 or smaller'],
    ['128.0.0.0/1', '/12 or smaller'],
    ['52.0.0.0/11', '/12 or smaller'],
    ['::/0', '/32 or smaller'],
    ['2600::/31', '/32 or smaller'],
    ['10.0.0.0/12', '10.0.0.0/8 is reserved'],
    ['172.31.255.0/24', '172.16.0.0/12 is reserved'],
    ['192.168.1.1/32', '192.168.0.0/16 is reserved'],
    ['127.0.0.1/32', '127.0.0.0/8 is reserved'],
    ['169.254.169.254/32', '169.254.0.0/16 is reserved'],
    ['100.100.0.0/16', '100.64.0.0/10 is reserved'],
    ['198.18.0.0/16', '198.18.0.0/15 is reserved'],
    ['203.0.113.9/32', '203.0.113.0/24 is reserved'],
    // A block that holds a reserved one.
    ['192.0.0.0/16', '192.0.0.0/24 is reserved'],
    ['255.255.255.255/32', '224.0.0.0/3 is reserved'],
    ['2001:db8:1::/48', '2001:db8::/32 is reserved'],
    ['2002:102:304::/48', '2002::/16 is reserved'],
    ['fd00::/48', 'inside 2000::/3'],
    ['fe80::/64', 'inside 2000::/3'],
    ['::1/128', 'inside 2000::/3'],
    ['::ffff:216.147.0.1/128', 'inside 2000::/3'],
  ])('does not let %s through: %s', (text, why) => {
    expect(unfit(text)).toContain(why);
  });
});
