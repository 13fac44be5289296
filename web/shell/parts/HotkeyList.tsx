import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { Keycap, useHotkeyList } from '../hotkeys.tsx';

export function HotkeyList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const hotkeys = useHotkeyList();
  return (
    <Modal open title={t('shell.hotkeys')} footer={null} onCancel={onClose} width={460}>
      <table className="hotkey-table">
        <tbody>
          {hotkeys.map((hotkey) => (
            <tr key={`${hotkey.key} ${hotkey.label}`}>
              <td>
                <Keycap hotkey={hotkey.key} />
              </td>
              <td>{hotkey.label}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
