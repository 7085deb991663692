package main

// CountBackups tells how many backups hold anything that has one of these ids.
func (s stored) CountBackups(ids []string) (int, error) {
	list, err := s.BackupsWith(ids)
	return len(list), err
}

// RemoveBackupsOf removes these backups.
func (s stored) RemoveBackupsOf(ids []string) error {
	list, err := s.BackupsWith(ids)
	if err != nil {
		return err
	}
	return s.RemoveBackups(list)
}
