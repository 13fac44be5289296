/** Names the colleagues in contact with a customer, beside the owner. */
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { StaffSelect } from './StaffSelect.tsx';
import type { File } from './words.tsx';

export function ContactsButton({ file }: { file: File }) {
  const { t } = useTranslation();
  const mayAssign = usePermission('customers.assign') !== null;
  const present = file.staff.filter((one) => one.role === 'contact' && one.until === null).map((one) => one.person.id);
  const [chosen, setChosen] = useState<string[] | null>(null);
  const command = useApiCommand(customers.setContacts);
  if (!mayAssign) return null;
  const save = async (): Promise<void> => {
    try {
      await command.mutateAsync({ params: { customerId: file.id }, body: { staffIds: chosen ?? [] } });
      showDone(t('customers.saved'));
      setChosen(null);
    } catch (error) {
      showError(error);
    }
  };
  return (
    <>
      <ActionButton size="small" label={t('customers.contacts')} onClick={() => setChosen(present)} />
      <Modal
        open={chosen !== null}
        title={t('customers.contacts')}
        onCancel={() => setChosen(null)}
        onOk={() => void save()}
        okButtonProps={{ loading: command.isPending }}
      >
        <StaffSelect<string[]> multiple value={chosen ?? []} onChange={setChosen} />
      </Modal>
    </>
  );
}
