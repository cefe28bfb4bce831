using Slipway.Cli.CommandLine;
using Slipway.Cli.Output;

return await SlipwayCommand.RunAsync(args, CliOutput.ForConsole());
