import { Table } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/client.ts';
import { formatDateTime } from '../../app/format.ts';
import { AnchorLink } from '../../components/anchor-link.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Page } from '../../components/page.tsx';
import { Panel } from '../../components/panel.tsx';
import { Rating } from './hazard-panel.tsx';
import { HAZARD_WORDS, LIKELIHOOD_WORDS, SEVERITY_WORDS } from './watch-words.ts';

/** The hazard log as DCB0160 asks for it: one entry for each alert. */
export function HazardsScreen() {
  const hazards = useQuery(api.monitoring.hazards.queryOptions({ input: {} }));
  return (
    <Page
      title="Hazard log"
      about="One entry for each bias alert, in the manner of DCB0160. An entry is changed where its alert is."
    >
      <Panel padded={false}>
        {hazards.isPending ? <LoadingRows rows={6} /> : null}
        {hazards.isError ? <ErrorState error={hazards.error} onRetry={() => void hazards.refetch()} /> : null}
        {hazards.data?.length === 0 ? (
          <EmptyState icon={IconShieldCheck} title="No hazard has been recorded">
            The first entry is made with the first bias alert.
          </EmptyState>
        ) : null}
        {hazards.data !== undefined && hazards.data.length > 0 ? (
          <Table aria-label="Hazard log" horizontalSpacing="md" className="numbers">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Hazard</Table.Th>
                <Table.Th>Cause</Table.Th>
                <Table.Th>Effect</Table.Th>
                <Table.Th>Severity and likelihood</Table.Th>
                <Table.Th>Risk</Table.Th>
                <Table.Th>Control</Table.Th>
                <Table.Th>Owner</Table.Th>
                <Table.Th>Status</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {hazards.data.map((hazard) => (
                <Table.Tr key={hazard.id}>
                  <Table.Td>
                    <AnchorLink to="/monitoring/alerts/$alertId" params={{ alertId: hazard.alertId }}>
                      {hazard.hazard}
                    </AnchorLink>
                  </Table.Td>
                  <Table.Td>{hazard.cause || 'Not known yet'}</Table.Td>
                  <Table.Td>{hazard.effect}</Table.Td>
                  <Table.Td>
                    {SEVERITY_WORDS[hazard.severity]}, {LIKELIHOOD_WORDS[hazard.likelihood].toLowerCase()}
                  </Table.Td>
                  <Table.Td>
                    <Rating hazard={hazard} />
                  </Table.Td>
                  <Table.Td>{hazard.control || 'None yet'}</Table.Td>
                  <Table.Td>{hazard.owner ?? 'No owner yet'}</Table.Td>
                  <Table.Td>
                    {HAZARD_WORDS[hazard.status]}, {formatDateTime(hazard.updatedAt)}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        ) : null}
      </Panel>
    </Page>
  );
}
