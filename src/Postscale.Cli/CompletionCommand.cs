using System.CommandLine;

namespace Postscale.Cli;

/// <summary><c>postscale completion</c>: prints what makes a shell complete command lines. The shell asks the program itself, by the directive <c>[suggest]</c>.</summary>
internal static class CompletionCommand
{
    private const string Bash = """
        # postscale: completion for bash. Put this in ~/.bashrc:  eval "$(postscale completion bash)"
        _postscale() {
            local found
            COMPREPLY=()
            while IFS= read -r found; do COMPREPLY+=("$found"); done < <(postscale "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
        }
        complete -o default -F _postscale postscale

        """;

    private const string Zsh = """
        # postscale: completion for zsh. Put this in ~/.zshrc, behind compinit:  eval "$(postscale completion zsh)"
        _postscale() {
            local line="${(j: :)words[1,CURRENT]}"
            local -a found
            found=("${(@f)$(postscale "[suggest:${#line}]" "${line}" 2>/dev/null)}")
            compadd -- ${found:#}
        }
        compdef _postscale postscale

        """;

    private const string Fish = """
        # postscale: completion for fish. Put this in ~/.config/fish/config.fish:  postscale completion fish | source
        complete -c postscale -f -a '(set -l line (commandline -cp); postscale "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null)'

        """;

    public static Command Create()
    {
        var shell = new Argument<string>("SHELL") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "print what makes a shell complete postscale's command lines") { shell };
        command.SetAction(result => Console.Write(result.GetValue(shell) switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            _ => Fish,
        }));
        return command;
    }
}
