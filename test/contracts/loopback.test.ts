import { isLoopback } from '../../contracts/loopback.ts';

describe('an address', () => {
  it.each([
    'http://127.0.0.1:8080/',
    'http://127.1.2.3/',
    'http://localhost/',
    'ws://[::1]:80/',
    'http://2130706433/',
  ])('%s is on this machine', (address) => {
    expect(isLoopback(new URL(address).hostname)).toBe(true);
  });

  it.each([
    'https://app.example.com/',
    'http://127.0.0.1.example.com/',
    'http://localhost.example.com/',
    'http://192.0.2.1/',
    'http://[::2]/',
    'http://127.0.0.1@192.0.2.1/',
  ])('%s is not', (address) => {
    expect(isLoopback(new URL(address).hostname)).toBe(false);
  });
});
