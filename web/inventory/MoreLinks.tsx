/** What belongs to stock but not into the menu: one button, the pages this person may open. */
import { Button, Dropdown } from 'antd';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { usePermission } from '../shell/session.tsx';

const links: readonly { readonly to: string; readonly key: string; readonly may: string }[] = [
  { to: '/inventory/holds', key: 'inventory.holds.title', may: 'inventory.hold' },
  { to: '/inventory/areas', key: 'inventory.areas.title', may: 'inventory.read' },
  { to: '/inventory/reports', key: 'inventory.reports.title', may: 'inventory.read' },
  { to: '/inventory/returns', key: 'inventory.returns.title', may: 'inventory.read' },
  { to: '/inventory/fields', key: 'inventory.fields.title', may: 'inventory.edit' },
];

export function MoreLinks() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const grants = {
    'inventory.hold': usePermission('inventory.hold'),
    'inventory.edit': usePermission('inventory.edit'),
  };
  const items = links
    .filter(({ may }) => may === 'inventory.read' || grants[may as keyof typeof grants] !== null)
    .map(({ to, key }) => ({ key, label: t(key), onClick: () => void navigate({ to }) }));
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button>{t('inventory.more')}</Button>
    </Dropdown>
  );
}
