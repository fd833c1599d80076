namespace Postscale.Server.Webhooks;

/// <summary>The states as they are written in the API and the database.</summary>
public static class DeliveryStates
{
    /// <summary>The state's name.</summary>
    /// <param name="state">The state.</param>
    public static string Name(this DeliveryState state) => state switch
    {
        DeliveryState.Pending => "pending",
        DeliveryState.Delivered => "delivered",
        DeliveryState.Failed => "failed",
        _ => "skipped",
    };

    /// <summary>Reads a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="state">The state, if it is one.</param>
    public static bool TryParse(string? name, out DeliveryState state)
    {
        foreach (var each in Enum.GetValues<DeliveryState>())
        {
            if (each.Name() == name)
            {
                state = each;
                return true;
            }
        }

        state = default;
        return false;
    }
}
