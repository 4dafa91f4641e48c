/**
 * When a tool is called: as many notifications as the pipe takes, for argv[2] milliseconds, then the answer, which says
 * how many there were. With a count in argv[3] it stops there.
 */
import { deferred, isCall, reply, serve, textResult } from './minimal-server.ts';

const perWrite = 500;
const padding = 'x'.repeat(100);

serve((message) => {
  if (!isCall(message)) return undefined;
  const until = performance.now() + Number(process.argv[2] ?? 1000);
  const most = Number(process.argv[3] ?? Infinity);
  let sent = 0;
  const more = (): void => {
    if (performance.now() > until || sent >= most) {
      reply(message.id, textResult(String(sent)));
      return;
    }
    let text = '';
    for (let at = 0; at < perWrite && sent < most; at += 1) {
      sent += 1;
      text += `{"jsonrpc":"2.0","method":"notifications/message","params":{"level":"info","data":"${sent} ${padding}"}}\n`;
    }
    process.stdout.write(text, more);
  };
  more();
  return deferred;
});
