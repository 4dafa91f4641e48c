import type { FindingCode, FindingSeverity } from '#contract/doctor.ts';

interface Entry {
  severity: FindingSeverity;
  title: string;
  /** What it means in other hosts. */
  otherHosts: string;
}

const startsNowhere = 'No host can start it; most only say that the server is disconnected.';
const ownPath =
  'Programs that are started from a dock or menu do not see the PATH of your shell: they fail alike until the whole path is given.';
const sameEverywhere = 'It fails alike in every host.';

/** Every finding there is (issue: closed catalogue), with what is always true of it. */
export const catalogue: Record<FindingCode, Entry> = {
  'command-not-found': { severity: 'error', title: 'The command was not found', otherHosts: ownPath },
  'not-executable': { severity: 'error', title: 'The command cannot be run', otherHosts: startsNowhere },
  'bad-working-directory': {
    severity: 'error',
    title: 'The working directory does not exist',
    otherHosts: 'Other hosts fail alike, or start it in another folder.',
  },
  'script-not-found': {
    severity: 'error',
    title: 'The script file does not exist',
    otherHosts: startsNowhere,
  },
  'spawn-failed': {
    severity: 'error',
    title: 'The system could not start the process',
    otherHosts: 'Mostly a shortage on this machine, which other hosts meet as well.',
  },
  'missing-module': { severity: 'error', title: 'A module is not installed', otherHosts: startsNowhere },
  'missing-environment': {
    severity: 'error',
    title: 'An environment variable is missing',
    otherHosts:
      'Hosts hand over only a few variables of your shell (MCP: HOME, PATH, USER and the like); the rest must be under "env" everywhere.',
  },
  'port-in-use': {
    severity: 'error',
    title: 'The port it wants is in use',
    otherHosts: 'Two hosts that start the same server fight for the port: only the first one gets it.',
  },
  'exited-at-start': {
    severity: 'error',
    title: 'It ends before its handshake is done',
    otherHosts: startsNowhere,
  },
  'handshake-timeout': {
    severity: 'error',
    title: 'It does not answer the handshake',
    otherHosts: 'Other hosts have limits of their own, some of them shorter; then they give it up.',
  },
  'handshake-failed': {
    severity: 'error',
    title: 'It refuses the handshake',
    otherHosts: startsNowhere,
  },
  'version-mismatch': {
    severity: 'error',
    title: 'It speaks no protocol revision that hosts know',
    otherHosts: 'Hosts built on the official libraries refuse a revision that they do not know.',
  },
  unreachable: {
    severity: 'error',
    title: 'Its address cannot be reached',
    otherHosts: 'It fails alike in every host on this machine.',
  },
  'not-started': {
    severity: 'info',
    title: 'It was not started',
    otherHosts: 'Other hosts start it without asking.',
  },
  'killed-by-signal': { severity: 'error', title: 'It was ended by a signal', otherHosts: sameEverywhere },
  'exited-while-running': {
    severity: 'error',
    title: 'It ended by itself while it was in use',
    otherHosts: 'Many hosts do not start it again by themselves: its tools are gone until a person does.',
  },
  'crash-loop': {
    severity: 'error',
    title: 'It crashes again and again',
    otherHosts: 'Hosts without a restart policy show it as disconnected; some restart it for ever.',
  },
  'stdout-noise': {
    severity: 'error',
    title: 'It prints text to stdout',
    otherHosts:
      'Claude Desktop shows such a line as an error toast; other hosts log it and go on. MCP: nothing but messages may be written to stdout.',
  },
  'byte-order-mark': {
    severity: 'error',
    title: 'Its output begins with a byte-order mark',
    otherHosts:
      'Most hosts cannot parse the first message, lose the answer to the handshake and wait in vain. Signalbox reads over it.',
  },
  'odd-line-endings': {
    severity: 'info',
    title: 'Its lines end in CRLF, or blank lines are between them',
    otherHosts: 'Hosts built on the official libraries accept it; hand-written ones may not.',
  },
  'invalid-utf8': {
    severity: 'error',
    title: 'Its output is not UTF-8',
    otherHosts:
      'Hosts written in TypeScript replace the bytes by �; hosts built on the Python library end the connection.',
  },
  'truncated-message': {
    severity: 'error',
    title: 'A message has no end of line',
    otherHosts: 'Every host waits for the newline: the message never arrives.',
  },
  'message-too-large': {
    severity: 'warning',
    title: 'A message is very large',
    otherHosts:
      'Hosts built on the TypeScript library end the connection at 10 MB; others freeze while they read it.',
  },
  'message-too-deep': {
    severity: 'error',
    title: 'A message is nested too deep',
    otherHosts: 'Parsers overflow or refuse: some hosts crash on it.',
  },
  'invalid-message': {
    severity: 'error',
    title: 'A message breaks JSON-RPC',
    otherHosts: 'The official libraries drop such a message; the request behind it then times out.',
  },
  'stopped-reading': {
    severity: 'error',
    title: 'It has stopped reading its stdin',
    otherHosts: 'Requests wait for ever; most hosts say nothing but "timed out".',
  },
  'stdout-closed': {
    severity: 'error',
    title: 'It has closed its stdout and lives on',
    otherHosts: 'No answer can come; most hosts go on waiting, and leave the process behind.',
  },
  'unknown-response-id': {
    severity: 'warning',
    title: 'It answers a request that nobody made',
    otherHosts: 'The official libraries report an error and ignore it.',
  },
  'duplicate-response': {
    severity: 'warning',
    title: 'It answers the same request twice',
    otherHosts: 'The first answer counts; the second one is reported as an error or ignored.',
  },
  'wrong-id-type': {
    severity: 'error',
    title: 'It changes the type of request ids',
    otherHosts: 'An answer with id "1" does not belong to the request with id 1: the request times out.',
  },
  'late-response': {
    severity: 'warning',
    title: 'Its answers come after they were given up',
    otherHosts: 'Hosts differ in how long they wait: where this one gave up another may not, or sooner.',
  },
  'wrong-era': {
    severity: 'error',
    title: 'It uses messages that its protocol revision does not have',
    otherHosts: 'Hosts of the new revision drop requests of a server: it waits for an answer in vain.',
  },
  'call-timeout': {
    severity: 'error',
    title: 'It did not answer in time',
    otherHosts: 'Most hosts wait 60 s, then tell the model that the tool failed.',
  },
  'invalid-list': {
    severity: 'error',
    title: 'Its lists break the specification',
    otherHosts: 'The official libraries refuse the whole list for one bad entry: no tool is shown at all.',
  },
  'invalid-schema': {
    severity: 'error',
    title: 'The schema of a tool is not valid',
    otherHosts:
      'Model providers refuse the whole request when one tool has an invalid schema: every tool of every server stops working.',
  },
  'relative-path': {
    severity: 'warning',
    title: 'A path depends on the folder that the host starts in',
    otherHosts: 'Hosts start servers in different folders: there the path means another file.',
  },
  'slow-start': {
    severity: 'warning',
    title: 'It starts slowly',
    otherHosts: 'Some hosts give up after 10 s, and a window waits for every server at its start.',
  },
  'tools-too-large': {
    severity: 'warning',
    title: 'Its tool definitions are very large',
    otherHosts:
      'Every host sends all definitions to the model with each request, and some limit how many tools they take.',
  },
};
