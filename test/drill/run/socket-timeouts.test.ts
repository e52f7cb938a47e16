import { socketTimeoutsMs } from '../../../drill/run/timeouts.ts';

const socket = { endpoint: [{ type: 'websocket', uri: 'wss://bot.example' }] };

describe('socketTimeoutsMs', () => {
  it('are those of connects to a WebSocket, in what was served', () => {
    const phone = { action: 'connect', timeout: 30, endpoint: [{ type: 'phone', number: '1' }] };
    const ncco = [{ action: 'talk', text: 'x' }, { action: 'connect', timeout: 3, ...socket }, phone];
    expect(socketTimeoutsMs([{ ncco }, { ncco: 'not an NCCO' }])).toEqual([3000]);
  });

  it('are a minute where none is named', () => {
    expect(socketTimeoutsMs([{ ncco: [{ action: 'connect', ...socket }] }])).toEqual([60_000]);
  });
});
