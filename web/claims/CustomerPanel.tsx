/** What the customer's page shows of claims: whose, until when, and every follow-up. */
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { ClaimPanel } from './ClaimPanel.tsx';
import { FollowUpList } from './FollowUpList.tsx';

export function CustomerPanel({ customerId }: { customerId: string }) {
  const { t } = useTranslation();
  return (
    <>
      <ClaimPanel customerId={customerId} />
      <Card title={t('claims.followUps.title')} style={{ marginTop: 12 }}>
        <FollowUpList customerId={customerId} />
      </Card>
    </>
  );
}
