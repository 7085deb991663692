// Command bare is the least that a full-screen program of the same libraries can be: what opening costs without emptychair.
package main

import (
	"os"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

type bare struct{}

func (bare) Init() tea.Cmd { return nil }
func (bare) View() tea.View {
	v := tea.NewView(lipgloss.NewStyle().Bold(true).Render("bare") + "\n\nq help")
	v.AltScreen = true
	return v
}

func (b bare) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if k, ok := msg.(tea.KeyPressMsg); ok && k.String() == "q" {
		return b, tea.Quit
	}
	return b, nil
}

func main() {
	if _, err := tea.NewProgram(bare{}).Run(); err != nil {
		os.Exit(1)
	}
}
