// Command bare is the least that a full-screen program of the same libraries can be: what opening costs without emptychair. With
// an argument it prints that and ends, as the least command does.
package main

import (
	"fmt"
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
	if len(os.Args) > 1 {
		fmt.Println(os.Args[1])
		return
	}
	if _, err := tea.NewProgram(bare{}).Run(); err != nil {
		os.Exit(1)
	}
}
