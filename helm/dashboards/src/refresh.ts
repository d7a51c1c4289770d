// Refresh: for the team of an application. What became of the sessions, how long did it take, what does the Auth server say?
import { board, labelValues } from './board';
import { figure, lines } from './panels';
import { quantiles, rate, within } from './promql';

const here = 'namespace=~"$namespace", policy=~"$policy"';

/** A metric of the chosen policies. */
function of(metric: string, ...matchers: string[]): string {
  return `sessionkeeper_${metric}{${[here, ...matchers].join(', ')}}`;
}

// As the objective counts: see files/rules/sessionkeeper.yaml.
const lost = [
  within(of('refreshes_total', 'cause="expired"', 'outcome="unavailable"')),
  within(of('sessions_ended_total', 'code="refresh_token_already_used"')),
].join(' + ');
const needed = [
  within(of('refreshes_total', 'cause="expired"', 'outcome=~"refreshed|unavailable"')),
  within(of('sessions_ended_total', 'code="refresh_token_already_used"')),
].join(' + ');

export const refresh = board({
  uid: 'sessionkeeper-refresh',
  title: 'Sessionkeeper / Refresh',
  description: 'Sessions that needed a refresh, and what became of them.',
  variables: [
    labelValues('namespace', 'Namespace', 'Namespaces with sidecars.',
      'label_values(sessionkeeper_config_generation, namespace)', '.*'),
    labelValues('policy', 'Policy', 'SessionPolicies of these namespaces.',
      'label_values(sessionkeeper_config_generation{namespace=~"$namespace"}, policy)', '.+'),
  ],
  rows: [
    {
      title: 'At a glance',
      lines: [[
        figure({
          title: 'Ended usable',
          about: 'Of the requests whose session had to be refreshed, the share that went on with a usable one. The objective of the alerts counts the same. Sessions that the Auth server ended for a good reason do not count.',
          unit: 'percentunit',
          decimals: 2,
          nothing: 'none needed it',
          colours: [[0, 'red'], [0.99, 'orange'], [0.999, 'green']],
          queries: [{ expr: `1 - (${lost}) / ((${needed}) > 0)`, legend: 'usable' }],
        }),
        figure({
          title: 'Refreshed',
          about: 'Requests that went on with a refreshed session, within the range of the dashboard.',
          unit: 'short',
          decimals: 0,
          queries: [{ expr: within(of('refreshes_total', 'outcome="refreshed"')), legend: 'refreshed' }],
        }),
        figure({
          title: 'Signed out',
          about: 'Sessions that the Auth server ended, within the range of the dashboard. Why: Sessions ended by code.',
          unit: 'short',
          decimals: 0,
          queries: [{ expr: within(of('sessions_ended_total')), legend: 'ended' }],
        }),
        figure({
          title: 'Shared',
          about: 'The share of refreshed requests that needed no call of their own, because another request had made it.',
          unit: 'percentunit',
          nothing: 'none refreshed',
          queries: [{
            expr: `${within(of('refreshes_total', 'source=~"shared_flight|replay|shared_store"'))} / (${within(of('refreshes_total', 'outcome="refreshed"'))} > 0)`,
            legend: 'shared',
          }],
        }),
        figure({
          title: 'Auth server answered',
          about: 'The share of calls that brought an answer to believe: a session, or the word that it has ended.',
          unit: 'percentunit',
          decimals: 1,
          nothing: 'no calls',
          colours: [[0, 'red'], [0.5, 'orange'], [0.99, 'green']],
          queries: [{
            expr: `${within(of('refresh_calls_total', 'outcome!="unavailable"'))} / (${within(of('refresh_calls_total'))} > 0)`,
            legend: 'answered',
          }],
        }),
        figure({
          title: 'Sidecars',
          about: 'Sidecars that are scraped now.',
          unit: 'short',
          queries: [{ expr: `count(${of('config_generation')})`, legend: 'sidecars' }],
        }),
      ]],
    },
    {
      title: 'Sessions',
      lines: [
        [
          lines({
            title: 'What became of them',
            about: 'Refreshes that requests asked for. rejected: the Auth server ended the session. unavailable: nobody could refresh it, and it is kept.',
            unit: 'reqps',
            stacked: true,
            queries: [{ expr: rate(of('refreshes_total'), 'outcome'), legend: '{{outcome}}' }],
          }),
          lines({
            title: 'Failures by reason',
            about: 'Requests that got no refreshed session, by reason. Each has its row in the troubleshooting page. circuit_open follows from the others.',
            unit: 'reqps',
            stacked: true,
            queries: [{ expr: rate(of('refresh_failures_total'), 'reason'), legend: '{{reason}}' }],
          }),
          lines({
            title: 'Sessions ended by code',
            about: 'Who was signed out, and why. refresh_token_already_used: something else refreshes the same sessions. session_not_found: signed out elsewhere.',
            unit: 'ops',
            stacked: true,
            queries: [{ expr: rate(of('sessions_ended_total'), 'code'), legend: '{{code}}' }],
          }),
        ],
        [
          lines({
            title: 'Early and waited',
            about: 'early: the session was still valid, and the refresh ran beside the request. waited: it had expired. Much waiting on a busy site: raise refresh.early.',
            unit: 'reqps',
            stacked: true,
            queries: [
              { expr: rate(of('refreshes_total', 'cause="due"')), legend: 'early' },
              { expr: rate(of('refreshes_total', 'cause="expired"')), legend: 'waited' },
            ],
          }),
          lines({
            title: 'Where sessions came from',
            about: 'auth_server: by a call of the request itself. shared_flight: by a call of another request at the same time. replay: from memory, a moment later. shared_store: by a call of another replica.',
            unit: 'reqps',
            stacked: true,
            queries: [{
              expr: rate(of('refreshes_total', 'outcome="refreshed"', 'source!="none"'), 'source'),
              legend: '{{source}}',
            }],
          }),
          lines({
            title: 'Requests per call',
            about: 'How many requests one call of the token endpoint serves. Near 1: hardly anything is shared, such as with one request at a time.',
            unit: 'short',
            nothing: 'no calls',
            queries: [{
              expr: `${rate(of('refreshes_total'))} / (${rate(of('refresh_calls_total'))} > 0)`,
              legend: 'requests per call',
            }],
          }),
        ],
        [
          lines({
            title: 'Remaining life of sessions',
            about: 'How close to their end sessions arrive; 0 is expired. A session that is known to be fresh counts about once a minute.',
            unit: 's',
            nothing: 'no sessions',
            queries: quantiles('sessionkeeper_session_remaining_life_seconds', here, 0.1, 0.5, 0.9),
          }),
          lines({
            title: 'Reuse of refresh tokens',
            about: 'Successful calls with a refresh token that had been used before, by what the server said of it. More than a few: something else refreshes the same sessions.',
            unit: 'ops',
            stacked: true,
            queries: [{
              expr: rate(of('refresh_token_reuses_total', 'cause!="none"'), 'cause'),
              legend: '{{cause}}',
            }],
          }),
        ],
      ],
    },
    {
      title: 'Auth server',
      lines: [[
        lines({
          title: 'Calls by result',
          about: 'Calls of the token endpoint. A call may serve many requests.',
          unit: 'reqps',
          stacked: true,
          queries: [{ expr: rate(of('refresh_calls_total'), 'outcome, reason'), legend: '{{outcome}} {{reason}}' }],
        }),
        lines({
          title: 'Calls to the Auth server, duration',
          about: 'How fast the token endpoint is. Near refresh.timeout of the policy: calls are given up.',
          unit: 's',
          nothing: 'no calls',
          queries: quantiles('sessionkeeper_refresh_call_duration_seconds', here, 0.5, 0.95, 0.99),
        }),
        lines({
          title: 'Circuit',
          about: 'Sidecars by the state of the circuit before the Auth server. open: the last calls failed, and it is asked now and then only.',
          unit: 'short',
          stacked: true,
          queries: [{ expr: `sum by (state) (${of('auth_circuit_state')})`, legend: '{{state}}' }],
        }),
      ]],
    },
    {
      title: 'Shared store',
      lines: [[
        lines({
          title: 'Connections to the shared store',
          about: 'Sidecars by the state of their connection. down: each of them refreshes for itself, as without a store.',
          unit: 'short',
          stacked: true,
          nothing: 'no shared store',
          queries: [{ expr: `sum by (state) (${of('shared_store_state')})`, legend: '{{state}}' }],
        }),
        lines({
          title: 'Operations of the shared store',
          about: 'What sidecars asked the store, by what came of it. Anything but answered: that refresh went on as without a store.',
          unit: 'ops',
          stacked: true,
          nothing: 'no shared store',
          queries: [{ expr: rate(of('shared_store_operations_total'), 'result'), legend: '{{result}}' }],
        }),
        lines({
          title: 'Shared store, duration',
          about: 'Time of one operation, waiting in line included. Near sharedStore.timeout of the policy: it is given up.',
          unit: 's',
          nothing: 'not asked',
          queries: quantiles('sessionkeeper_shared_store_operation_duration_seconds', here, 0.5, 0.95, 0.99),
        }),
      ]],
    },
    {
      title: 'Requests',
      lines: [
        [
          lines({
            title: 'Requests by state',
            about: 'What the application was told of the session. unavailable: expired, and nobody could refresh it. denied: answered by the sidecar with 401 or the sign-in page. forbidden: a session without the role, claim or second factor.',
            unit: 'reqps',
            stacked: true,
            queries: [{ expr: rate(of('requests_total'), 'state'), legend: '{{state}}' }],
          }),
          lines({
            title: 'Errors of the application',
            about: 'Requests that the application did not answer, by reason; visitors got 502, 503 or 504.',
            unit: 'reqps',
            stacked: true,
            queries: [{ expr: rate(of('upstream_errors_total'), 'reason'), legend: '{{reason}}' }],
          }),
          lines({
            title: 'Cookies, size',
            about: 'The Cookie header of requests with a session, and the Set-Cookie lines that the sidecar added. Many proxies buffer 4096 bytes of an answer, or 8192 of a request.',
            unit: 'bytes',
            nothing: 'no sessions',
            queries: [
              ...quantiles('sessionkeeper_request_cookie_bytes', here, 0.99)
                .map(({ expr }) => ({ expr, legend: 'request p99' })),
              ...quantiles('sessionkeeper_response_set_cookie_bytes', here, 0.99)
                .map(({ expr }) => ({ expr, legend: 'answer p99' })),
            ],
          }),
        ],
        [
          lines({
            title: 'Overhead',
            about: 'Time until a request goes on to the application, waiting for a refresh included.',
            unit: 's',
            nothing: 'no requests',
            queries: quantiles('sessionkeeper_overhead_seconds', here, 0.5, 0.95, 0.99),
          }),
          lines({
            title: 'Waiting for a refresh, duration',
            about: 'Only of requests that waited.',
            unit: 's',
            nothing: 'none waited',
            queries: quantiles('sessionkeeper_held_seconds', here, 0.5, 0.95, 0.99),
          }),
          lines({
            title: 'Waiting for a refresh, requests',
            about: 'Requests that waited, of all requests.',
            unit: 'percentunit',
            nothing: 'no requests',
            queries: [{
              expr: `${rate(of('held_seconds_count'))} / (${rate(of('requests_total'))} > 0)`,
              legend: 'waited',
            }],
          }),
        ],
        [
          lines({
            title: 'Connections cut',
            about: 'Connections that sidecars closed to keep within their memory. A few at a peak are idle ones of the proxy in front, which opens new ones. Many: somebody opens connections, or sends heads that do not end.',
            unit: 'ops',
            queries: [{ expr: rate(of('connections_cut_total')), legend: 'cut' }],
          }),
          lines({
            title: 'WebSockets',
            about: 'WebSockets that are open now. Each holds a connection to the application as well.',
            unit: 'short',
            queries: [{ expr: `sum(${of('websockets_open')})`, legend: 'open' }],
          }),
        ],
      ],
    },
    {
      title: 'Sidecars',
      lines: [
        [
          lines({
            title: 'Memory',
            about: 'Resident memory of a sidecar: what its pod pays.',
            unit: 'bytes',
            queries: [
              { expr: `max(${of('process_resident_memory_bytes')})`, legend: 'largest' },
              { expr: `avg(${of('process_resident_memory_bytes')})`, legend: 'average' },
            ],
          }),
          lines({
            title: 'Event loop',
            about: 'How late the one event loop is. Above 100 ms every request of the pod is slowed down: it lacks cpu or memory.',
            unit: 's',
            colours: [[0.1, 'red']],
            queries: quantiles('sessionkeeper_event_loop_lag_seconds', here, 0.5, 0.99),
          }),
          lines({
            title: 'Garbage collection',
            about: 'The share of time that a sidecar stands still for it, on average.',
            unit: 'percentunit',
            queries: [{
              expr: `sum(rate(jvm_gc_pause_seconds_sum{${here}}[$__rate_interval])) / count(${of('config_generation')})`,
              legend: 'paused',
            }],
          }),
        ],
        [
          lines({
            title: 'Clock',
            about: 'How much the clocks of the nodes are ahead of the Auth server\'s; 0 within 5 s.',
            unit: 's',
            queries: [
              { expr: `max(${of('clock_ahead_seconds')})`, legend: 'most ahead' },
              { expr: `min(${of('clock_ahead_seconds')})`, legend: 'most behind' },
            ],
          }),
          lines({
            title: 'Problems of the configuration',
            about: 'Problems of configuration files that are not in force, and files of Secrets that are missing or unusable. The logs of the sidecars name them.',
            unit: 'short',
            colours: [[1, 'red']],
            queries: [
              { expr: `sum(${of('config_file_problems')})`, legend: 'problems' },
              { expr: `sum(${of('secret_files_missing')})`, legend: 'files of Secrets' },
            ],
          }),
          lines({
            title: 'Changes of the configuration',
            about: 'Changes of the configuration file that sidecars took, or refused.',
            unit: 'ops',
            stacked: true,
            queries: [{ expr: rate(of('config_reloads_total'), 'outcome'), legend: '{{outcome}}' }],
          }),
        ],
      ],
    },
  ],
});
