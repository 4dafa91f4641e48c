/** `signalbox --help`, whole. */
export const help = `Signalbox: host and inspector for the Model Context Protocol (MCP).

Usage
  signalbox [options]                 open the window (or the web shell where there is no display)
  signalbox cli [options]             make one request to one server, print its result
  signalbox doctor [options] [server] say why a server does not start or misbehaves, with the fix
  signalbox rules list                show which tools may be called without asking
  signalbox rules revoke ID           take one such rule back
  signalbox traffic list [options]    show the latest recorded traffic
  signalbox traffic export [options]  write what was recorded, without secrets, as lines of JSON
  signalbox report [options] [server] write a problem report without secrets: what runs, findings, traffic
  signalbox --help | --version

Options of the window
  --web                  open the web shell        --desktop        open the desktop window
  --port N               port of the web shell     --no-open        do not open a browser
  --config FILE          also use the servers of this file (repeatable)
  --data-dir DIR         keep configuration, rules and traffic here

signalbox cli: which server (one of)
  command args…          start this command: in front of all options, or at the end after --
  URL | --server-url URL reach a server over HTTP
  --config FILE          servers of this file, read only; --server may be left out when there is one
  --server NAME          this server of the configuration

signalbox cli: how to reach it, for this run
  -e KEY=VALUE           environment variable of the server (repeatable)
  --cwd DIR              working directory of the server
  --transport TYPE       stdio, http (Streamable HTTP) or sse
  --header 'NAME: VALUE' HTTP header (repeatable)
  --protocol-era ERA     auto (default), legacy (up to 2025-11-25) or modern (2026-07-28)

signalbox cli: what to ask (--method)
  tools/list
  tools/call             --tool-name NAME, --tool-arg KEY=VALUE (repeatable) or --tool-args-json OBJECT
                         A value is JSON when it reads as JSON, else text; text in any case where the tool's
                         schema says string.
  resources/list
  resources/templates/list
  resources/read         --uri URI
  prompts/list
  prompts/get            --prompt-name NAME, --prompt-args KEY=VALUE (repeatable)
  completion/complete    --ref PROMPT-NAME or URI-TEMPLATE (prompt:NAME when the name has a colon),
                         --argument KEY=VALUE: the last one is completed, those before are context
  logging/setLevel       --log-level debug|info|notice|warning|error|critical|alert|emergency

signalbox cli: more
  --allow                let the tool call of this run pass without asking; the audit says so
  --timeout MS           give up after this many milliseconds (waiting for approval does not count)
  --format text|json     text: indented JSON. json: one line {"result":…}; failures {"error":…} on stderr
  --data-dir DIR         as above

A tool call passes when a rule allows it, when --allow is given, or when the person at the terminal says so.
Without terminal, rule and --allow it is not sent (exit code 3).

signalbox doctor
  NAME | URL | -- command args…
                         starts the server, shakes hands, lists everything, waits a moment, stops it
  --format text|json     json: one line {"healthy":…,"server":…,"findings":[…]}
  --config, --data-dir   as above; -e, --cwd, --header, --transport, --protocol-era with a URL or command
  Exit code 0: healthy, nothing is an error. 1: something is. 2: the command line is wrong.

signalbox traffic list, signalbox traffic export
  --filter TEXT  --server NAME  --method METHOD  --data-dir DIR
  list: --limit N (default 100)  --format text|json

signalbox report
  NAME                   only this server; it is not started. Read the report before you hand it on.
  --records N            the last N records of the traffic (0 to 2000, default 200)
  --config, --data-dir   as above

Results are written to stdout, everything else to stderr.

Exit codes
  0    done
  1    the tool ran and said that it failed (isError)
  2    the command line or the configuration is wrong; nothing was sent
  3    not allowed: denied, or nobody to ask
  4    the server could not be started or reached
  5    the server answered with an error, broke the protocol, ended, or did not answer in time
  130  interrupted

Examples
  signalbox cli --method tools/list -- node build/index.js
  signalbox cli node build/index.js --method tools/call --tool-name add --tool-arg a=1 b=2 --allow
  signalbox cli --config mcp.json --server files --method resources/read --uri file:///notes.txt
  signalbox doctor -- npx -y @modelcontextprotocol/server-everything
  signalbox cli --server-url http://127.0.0.1:3000/mcp --method prompts/list --format json
`;
