// Fleet: for the team of the platform. Policies, pods, versions, admission, the operator itself.
import { board, labelValues } from './board';
import { figure, lines } from './panels';
import { quantiles, rate } from './promql';

const here = 'namespace=~"$operator"';
const sidecars = 'namespace=~"$namespace", policy=~"$policy"';

/** A metric of the chosen operators. */
function of(metric: string, ...matchers: string[]): string {
  return `sessionkeeper_operator_${metric}{${[here, ...matchers].join(', ')}}`;
}

/** What the leader of each operator knows, added up by labels, if any; other replicas show 0. */
function known(metric: string, matchers: string, ...by: string[]): string {
  const leaders = `max by (${['namespace', 'state', 'condition', 'status'].join(', ')}) (${of(metric, matchers)})`;
  return by.length === 0 ? `sum(${leaders})` : `sum by (${by.join(', ')}) (${leaders})`;
}

export const fleet = board({
  uid: 'sessionkeeper-fleet',
  title: 'Sessionkeeper / Fleet',
  description: 'Policies, pods, versions, admission, and the operator itself.',
  variables: [
    labelValues('operator', 'Operator', 'Namespaces with an operator.',
      'label_values(sessionkeeper_operator_leader, namespace)', '.*'),
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
          title: 'Policies',
          about: 'SessionPolicies that the operator looks after.',
          unit: 'short',
          queries: [{ expr: known('policies', 'condition="accepted"'), legend: 'policies' }],
        }),
        figure({
          title: 'Not accepted',
          about: 'Policies that cannot be used as they are written. kubectl describe sessionpolicy tells why.',
          unit: 'short',
          colours: [[1, 'red']],
          queries: [{ expr: known('policies', 'condition="accepted", status="false"'), legend: 'not accepted' }],
        }),
        figure({
          title: 'Selected pods',
          about: 'Pods that policies select.',
          unit: 'short',
          queries: [{ expr: known('pods', 'state="matched"'), legend: 'pods' }],
        }),
        figure({
          title: 'Without sidecar',
          about: 'Selected pods without sidecar: older than their policy, or kept from being injected.',
          unit: 'short',
          colours: [[1, 'red']],
          queries: [{ expr: known('pods', 'state="naked"'), legend: 'without sidecar' }],
        }),
        figure({
          title: 'Outdated',
          about: 'Pods that were injected otherwise than policy and operator say now. They work, and are made anew with their next rollout.',
          unit: 'short',
          colours: [[1, 'orange']],
          queries: [{ expr: known('pods', 'state="outdated"'), legend: 'outdated' }],
        }),
        figure({
          title: 'Ways around',
          about: 'Policies with a Service, or what leads to it, that comes to the application around its sidecar.',
          unit: 'short',
          colours: [[1, 'orange']],
          queries: [{ expr: known('policies', 'condition="traffic_covered", status="false"'), legend: 'bypassed' }],
        }),
        figure({
          title: 'Leaders',
          about: 'Replicas that look at policies: one for each operator.',
          unit: 'short',
          colours: [[0, 'red'], [1, 'green']],
          queries: [{ expr: `sum(${of('leader')})`, legend: 'leaders' }],
        }),
        figure({
          title: 'Certificate ends in',
          about: 'Until the certificate that the webhook serves ends. The operator replaces its own a month before.',
          unit: 's',
          nothing: 'there is none yet',
          colours: [[-1e9, 'red'], [7 * 86400, 'orange'], [14 * 86400, 'green']],
          queries: [{ expr: `min(${of('certificate_expiry_timestamp_seconds')} > 0) - time()`, legend: 'left' }],
        }),
      ]],
    },
    {
      title: 'Policies and pods',
      lines: [
        [
          lines({
            title: 'Policies that need somebody',
            about: 'Policies with a condition that is False, by condition. kubectl describe sessionpolicy tells what to do.',
            unit: 'short',
            stacked: true,
            queries: [{ expr: known('policies', 'status="false"', 'condition'), legend: '{{condition}}' }],
          }),
          lines({
            title: 'Pods by state',
            about: 'matched: selected by a policy. injected: with sidecar. outdated: injected otherwise than now. naked: without. refused: without, and something keeps it from having one.',
            unit: 'short',
            queries: [{ expr: known('pods', 'state!=""', 'state'), legend: '{{state}}' }],
          }),
          lines({
            title: 'Roll-outs',
            about: 'Policies that make their pods anew by themselves. paused: refreshes by new sidecars fail more often than by old ones. An event of the policy has the figures.',
            unit: 'short',
            queries: [{ expr: known('rollouts', 'state!=""', 'state'), legend: '{{state}}' }],
          }),
          lines({
            title: 'Sidecars by version',
            about: 'Which versions run. Old sidecars stay until their pods are made anew.',
            unit: 'short',
            stacked: true,
            queries: [
              { expr: `count by (version) (sessionkeeper_version{${sidecars}})`, legend: 'sidecar {{version}}' },
              { expr: `count by (version) (${of('version')})`, legend: 'operator {{version}}' },
            ],
          }),
        ],
        [
          lines({
            title: 'Sidecars by policy',
            about: 'Sidecars that are scraped.',
            unit: 'short',
            stacked: true,
            queries: [{
              expr: `count by (namespace, policy) (sessionkeeper_config_generation{${sidecars}})`,
              legend: '{{namespace}}/{{policy}}',
            }],
          }),
          lines({
            title: 'Generation in force',
            about: 'The newest and the oldest generation that sidecars of a policy follow. They differ for seconds after an edit; for longer where a sidecar refuses it.',
            unit: 'short',
            queries: [
              {
                expr: `max by (namespace, policy) (sessionkeeper_config_generation{${sidecars}})`,
                legend: '{{namespace}}/{{policy}} newest',
              },
              {
                expr: `min by (namespace, policy) (sessionkeeper_config_generation{${sidecars}})`,
                legend: '{{namespace}}/{{policy}} oldest',
              },
            ],
          }),
          lines({
            title: 'Memory of sidecars',
            about: 'Resident memory: what all of them cost the cluster, and the largest one.',
            unit: 'bytes',
            queries: [
              { expr: `sum(sessionkeeper_process_resident_memory_bytes{${sidecars}})`, legend: 'all' },
              { expr: `max(sessionkeeper_process_resident_memory_bytes{${sidecars}})`, legend: 'largest' },
            ],
          }),
        ],
      ],
    },
    {
      title: 'Admission',
      lines: [[
        lines({
          title: 'Admission',
          about: 'What became of new pods. refused: not created. failed: a bug, left to the failure policy.',
          unit: 'ops',
          stacked: true,
          queries: [{ expr: rate(of('admissions_total'), 'decision'), legend: '{{decision}}' }],
        }),
        lines({
          title: 'Refused pods by reason',
          about: 'Pods that were not created, because their policy cannot be followed. Events of the policy name them.',
          unit: 'ops',
          stacked: true,
          queries: [{ expr: rate(of('admissions_total', 'decision="refused"'), 'reason'), legend: '{{reason}}' }],
        }),
        lines({
          title: 'Admission duration',
          about: 'How long a pod waits for the webhook itself. After five seconds the API server gives up.',
          unit: 's',
          nothing: 'no pods were created',
          colours: [[0.1, 'red']],
          queries: quantiles('sessionkeeper_operator_admission_duration_seconds', here, 0.5, 0.99),
        }),
        lines({
          title: 'Largest webhook configuration',
          about: 'etcd takes 1.5 MiB; an alert warns at 1 MiB.',
          unit: 'bytes',
          colours: [[1024 * 1024, 'red']],
          queries: [{ expr: `max(${of('webhook_configuration_bytes')})`, legend: 'largest' }],
        }),
      ]],
    },
    {
      title: 'Operator',
      lines: [
        [
          lines({
            title: 'Leader',
            about: 'Which replica looks at policies. All of them answer admission reviews.',
            unit: 'short',
            queries: [{ expr: of('leader'), legend: '{{namespace}}/{{pod}}' }],
          }),
          lines({
            title: 'Looks at policies',
            about: 'How often policies are looked at. failed: tried again, and an event of the policy tells why.',
            unit: 'ops',
            stacked: true,
            queries: [{ expr: rate(of('reconciliations_total'), 'outcome'), legend: '{{outcome}}' }],
          }),
          lines({
            title: 'Looks at policies, duration',
            about: 'How long one look takes, calls of the API server included.',
            unit: 's',
            nothing: 'no looks',
            queries: quantiles('sessionkeeper_operator_reconcile_duration_seconds', here, 0.5, 0.99),
          }),
        ],
        [
          lines({
            title: 'Questions to sidecars',
            about: 'The operator asks sidecars how they are. silent alone: a network policy keeps it from port 9180.',
            unit: 'ops',
            stacked: true,
            queries: [{ expr: rate(of('sidecar_asks_total'), 'outcome'), legend: '{{outcome}}' }],
          }),
          lines({
            title: 'Looks at the certificate',
            about: 'replaced: a new one is served since then. failed: the Secret could not be read, and the one before is served on.',
            unit: 'ops',
            stacked: true,
            queries: [{ expr: rate(of('certificate_looks_total'), 'outcome'), legend: '{{outcome}}' }],
          }),
          lines({
            title: 'Memory',
            about: 'Heap of each replica, and what it may grow to. It grows with the pods of the cluster.',
            unit: 'bytes',
            queries: [
              { expr: heap('used'), legend: '{{namespace}}/{{pod}}' },
              { expr: `max(${heap('max')})`, legend: 'bound' },
            ],
          }),
        ],
      ],
    },
  ],
});

/** Heap of the operator's own pods: other programs in its namespace may tell the same metrics. */
function heap(what: 'used' | 'max'): string {
  const pools = `jvm_memory_${what}_bytes{${here}, area="heap"}`;
  return `sum by (namespace, pod) ((${pools} > 0) and on (namespace, pod) sessionkeeper_operator_leader)`;
}
