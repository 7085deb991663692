package shell

// Suggest returns which of the names was most likely meant, "" where none is near: up to two letters may be wrong, and fewer than
// half of them.
func Suggest(typed string, names []string) string {
	found, least := "", 3
	for _, name := range names {
		if d := distance([]rune(typed), []rune(name)); d < least && 2*d < len([]rune(typed)) {
			found, least = name, d
		}
	}
	return found
}

// distance counts the letters to put in, to take out and to change until a is b, and the neighbours to swap, each letter taking
// part in one of these only.
func distance(a, b []rune) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		for j := range rows[i] {
			if i == 0 || j == 0 {
				rows[i][j] = i + j
				continue
			}
			other := 1
			if a[i-1] == b[j-1] {
				other = 0
			}
			rows[i][j] = min(rows[i-1][j]+1, rows[i][j-1]+1, rows[i-1][j-1]+other)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}
